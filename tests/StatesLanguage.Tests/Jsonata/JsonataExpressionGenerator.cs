using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Jsonata;

namespace LambdaLift.StatesLanguage.Tests.Jsonata;

/// <summary>Makes expressions that mostly mean something for <see cref="Data"/>.</summary>
internal sealed class JsonataExpressionGenerator(int seed)
{
    private static readonly string[] Fields = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "k", "m", "p", "q", "t", "x", "y", "zz"];

    // Functions of the library with the kinds of arguments that they expect; a wrong kind is given now and then.
    private static readonly (string Name, string Arguments)[] Functions =
    [
        ("sum", "a"), ("count", "a"), ("max", "a"), ("min", "a"), ("average", "a"), ("string", "x"), ("substring", "snn"), ("substring", "sn"),
        ("substringBefore", "ss"), ("substringAfter", "ss"), ("lowercase", "s"), ("uppercase", "s"), ("length", "s"), ("trim", "s"), ("pad", "sn"),
        ("pad", "sns"), ("contains", "ss"), ("contains", "sr"), ("match", "sr"), ("match", "srn"), ("replace", "sss"), ("replace", "srs"), ("split", "ss"),
        ("split", "srn"), ("join", "a"), ("join", "as"), ("formatNumber", "nP"), ("formatBase", "nn"), ("formatInteger", "nI"), ("number", "x"),
        ("floor", "n"), ("ceil", "n"), ("round", "n"), ("round", "nn"), ("abs", "n"), ("sqrt", "n"), ("power", "nn"), ("boolean", "x"), ("not", "x"),
        ("exists", "x"), ("zip", "aa"), ("keys", "o"), ("lookup", "os"), ("append", "xx"), ("spread", "o"), ("merge", "a"), ("reverse", "a"), ("type", "x"),
        ("sort", "a"), ("distinct", "a"), ("base64encode", "s"), ("base64decode", "s"), ("encodeUrlComponent", "s"), ("encodeUrl", "s"), ("fromMillis", "n"),
        ("fromMillis", "nD"), ("map", "a1"), ("map", "a2"), ("filter", "a1"), ("filter", "a2"), ("single", "a1"), ("reduce", "a2"), ("reduce", "a2x"),
        ("sift", "o2"), ("each", "o2"), ("sort", "a2"), ("map", "aF"), ("uppercase", ""), ("string", ""), ("length", ""), ("keys", ""), ("clone", "o"),
    ];

    private readonly Random _random = new(seed);
    private readonly List<string> _variables = [];

    /// <summary>What the expressions select from. No empty arrays inside others: grouping them, the reference changes its input.</summary>
    public static JsonData Data { get; } = JsonData.Parse("""
        {"a":1,"b":"some text, here","c":[3,1,2],"d":{"x":1,"y":"z","n":null},
         "e":[{"p":1,"q":"one","t":["u","v"]},{"p":2,"q":"two"},{"p":3,"t":["w"]},{"p":1,"q":"four","t":["x"]}],
         "f":[],"g":[[1,2],[3],[4,5]],"h":true,"i":{},"k":[{"p":{"x":[{"y":1},{"y":2}]}},{"p":{"x":{"y":3}}}],"m":-1.5,"n":null}
        """);

    /// <summary>The next expression.</summary>
    public JsonataNode Next() => Any(_random.Next(1, 4));

    private T Pick<T>(params T[] values) => values[_random.Next(values.Length)];

    private JsonataNode Any(int depth)
    {
        if (depth <= 0)
        {
            return Leaf();
        }

        switch (_random.Next(16))
        {
            case 0 or 1 or 2 or 3:
                return Call(depth - 1);
            case 4 or 5 or 6:
                return Path(depth - 1);
            case 7:
                return Js.Binary(Pick("+", "-", "*", "/", "%", "=", "!=", "<", "<=", ">", ">=", "&", "and", "or", "in"), Any(depth - 1), Any(depth - 1));
            case 8:
                return Js.If(Any(depth - 1), Any(depth - 1), _random.Next(4) == 0 ? null : Any(depth - 1));
            case 9:
                return Js.Array(Enumerable.Range(0, _random.Next(4)).Select(_ => Any(depth - 1)));
            case 10:
                return Js.Object([.. Enumerable.Range(0, _random.Next(3)).Select(i => ("k" + (char)('a' + i), Any(depth - 1)))]);
            case 11:
                return Js.Filter(Any(depth - 1), _random.Next(2) == 0 ? Js.Number(_random.Next(-2, 3)) : Any(depth - 1));
            case 12:
                return Block(depth - 1);
            case 13:
                return Js.Chain(Any(depth - 1), Pick<JsonataNode>(Js.Var("string"), Js.Var("count"), Js.Call("append", Leaf()), Js.Var("keys"), Js.Var("sum")));
            case 14:
                return Pick<Func<JsonataNode>>(
                    () => Js.KeepArray(Path(depth - 1)),
                    () => Js.Negate(Any(depth - 1)),
                    () => Js.Range(Js.Number(_random.Next(-2, 3)), Js.Number(_random.Next(-2, 6))),
                        () => Js.Chain(Js.Root, Js.Transform(Path(0), Js.Object(("z", Any(0))), Pick<JsonataNode?>(null, Js.String(Pick(Fields))))))();
            default:
                return Leaf();
        }
    }

    private JsonataNode Leaf() => _random.Next(9) switch
    {
        0 or 1 or 2 => Js.Field(Field()),
        3 => Js.Number(Pick(0, 1, 2, 3, -1, 0.5, 2.5, 100, 1e-7, 123456.789)),
        4 => Js.String(Pick("", "a", "some", "1", "-2.5", "a,b", "ÄÖ\ud83d\ude00", "z")),
        5 => Pick<JsonataNode>(Js.True, Js.False, Js.Null),
        6 => _variables.Count > 0 ? Js.Var(_variables[_random.Next(_variables.Count)]) : Js.Root,
        7 => Js.Context,
        _ => Js.Path(Js.Root, Field()),
    };

    private string Field() => Pick(Fields);

    private JsonataNode Path(int depth)
    {
        var steps = new List<JsonataNode> { Pick<Func<JsonataNode>>(() => Js.Field(Field()), () => Js.Root, () => Js.Field(Pick("e", "k", "g", "c")), () => Leaf())() };
        for (var i = _random.Next(1, 3); i > 0; i--)
        {
            steps.Add(Step(depth));
        }

        var known = _variables.Count;
        if (_random.Next(5) == 0)
        {
            steps[0] = Js.Focus(Js.Field(Pick("e", "k", "c")), "v" + known);
            _variables.Add("v" + known);
            steps.Add(Step(depth));
        }
        else if (_random.Next(6) == 0)
        {
            steps[0] = Js.IndexAs(Js.Field(Pick("e", "k", "c")), "v" + known);
            _variables.Add("v" + known);
            steps.Add(Step(depth));
        }

        var path = Js.Path([.. steps]);
        _variables.RemoveRange(known, _variables.Count - known);
        return _random.Next(6) switch
        {
            0 => Js.OrderBy(path, (Pick<JsonataNode>(Js.Context, Js.Field("p"), Js.Field("q")), _random.Next(2) == 0)),
            1 => Js.GroupBy(path, (Pick<JsonataNode>(Js.Field("q"), Js.String("one"), Js.Call("string", Js.Field("p"))), Any(Math.Min(depth, 1)))),
            _ => path,
        };
    }

    private JsonataNode Step(int depth) => _random.Next(12) switch
    {
        0 => Js.Wildcard,
        1 => Js.Parent,
        2 => Js.Filter(Js.Field(Field()), Any(depth)),
        3 => Js.Filter(Js.Field(Field()), Js.Number(_random.Next(-2, 3))),
        4 => Js.Array(Any(depth), Any(0)),
        5 => Js.Object(("k", Any(depth))),
        6 => Js.Block(Any(depth)),
        7 => Call(depth),
        8 => _random.Next(3) == 0 ? Js.Descendants : Js.Field(Field()),
        _ => Js.Field(Pick("p", "q", "t", "x", "y")),
    };

    private Block Block(int depth)
    {
        var known = _variables.Count;
        var name = "w" + known;
        var value = Any(depth);
        _variables.Add(name);
        var block = Js.Block(Js.Assign(name, value), Any(depth));
        _variables.RemoveRange(known, _variables.Count - known);
        return block;
    }

    private JsonataNode Call(int depth)
    {
        var (name, kinds) = Functions[_random.Next(Functions.Length)];
        var arguments = kinds.Select(kind => _random.Next(15) == 0 && char.IsLower(kind) ? Any(depth) : Argument(kind, depth)).ToArray();
        return Js.Call(name, arguments);
    }

    private JsonataNode Argument(char kind, int depth) => kind switch
    {
        's' => _random.Next(2) == 0 ? Js.String(Pick("", "a", "some text", "e", ", ", "x-Y z", " \t a  b ", "ÄÖ\ud83d\ude00", "$1")) : Pick<JsonataNode>(Js.Field("b"), Js.Call("string", Any(depth))),
        'n' => Pick<JsonataNode>(Js.Number(_random.Next(-3, 20)), Js.Number(Pick(0.5, 1.5, 2.5, -2.5, 12345.6789, 1e10)), Js.Field("a"), Js.Field("m")),
        'a' => Pick<Func<JsonataNode>>(() => Js.Field(Pick("c", "e", "f", "g")), () => Path(depth), () => Js.Array(Any(depth), Any(0)), () => Js.Path(Js.Root, "c"))(),
        'o' => Pick<Func<JsonataNode>>(() => Js.Field(Pick("d", "i")), () => Js.Root, () => Js.Object(("u", Any(depth)), ("v", Any(0))), () => Js.Path(Js.Root, "e"))(),
        'r' => Pick(Js.Regex("e"), Js.Regex("([a-z])x?(t)", "i"), Js.Regex(@"\s+"), Js.Regex("^s|e$"), Js.Regex(@"\bt\w*")),

        // No exponents: for zero and negative numbers the reference does not come back (its issue 785).
        'P' => Js.String(Pick("#,##0.00", "0.0#", "#0%", "#;(#)", "0")),
        'I' => Js.String(Pick("0", "#,##0", "w", "W", "Ww", "i", "I", "a", "A", "0;o", "w;o", "000")),
        'D' => Js.String(Pick("[Y]-[M01]-[D01]", "[H]:[m]:[s].[f001]", "[FNn], [D1o] [MNn] [Y]", "[W]/[X] [w]/[x] [d]", "[h]:[m] [P]")),
        '1' or '2' => Function(kind - '0', depth),
        'F' => Js.Var(Pick("string", "uppercase", "length", "count", "not", "exists", "type")),
        _ => Any(depth),
    };

    private LambdaExpression Function(int parameters, int depth)
    {
        var known = _variables.Count;
        var names = Enumerable.Range(known, parameters).Select(i => "u" + i).ToList();
        _variables.AddRange(names);
        var body = Any(depth);
        _variables.RemoveRange(known, _variables.Count - known);
        return Js.Lambda(names, body);
    }
}
