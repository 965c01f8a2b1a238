using CsCheck;
using LambdaLift.StatesLanguage.Jsonata;

namespace LambdaLift.StatesLanguage.Tests.Jsonata;

/// <summary>Generates syntax trees of every kind through <see cref="Js"/>.</summary>
internal static class JsonataTrees
{
    private static readonly Gen<string> Names = Constants("a", "b", "Price", "Product Name", "and", "true", "function", "ü", "1st", "x-y", "back`quote", "");

    private static readonly Gen<string> Variables = Constants("", "$", "x", "states", "and", "f", "1");

    private static readonly Gen<string> Texts = Gen.OneOf(
        Constants("", "it's", "say \"hi\"", "both ' and \"", "\\", "line\nbreak\t", "\u0001", "€", "{% %}", "\ud83d\ude00", "/* */"),
        Gen.String);

    private static readonly Gen<JsonataNode> Leaves = Gen.OneOf(
        Texts.Select(text => (JsonataNode)Js.String(text)),
        Gen.OneOf(Gen.Double[-1e6, 1e6], Gen.Int[-20, 20].Select(i => (double)i), Constants(1e21, 1e-7, 5e-324, 1.7976931348623157e308)).Select(Js.Number),
        Constants<JsonataNode>(Js.True, Js.False, Js.Null, Js.Context, Js.Root, Js.Wildcard, Js.Descendants, Js.Parent),
        Names.Select(Js.Field),
        Variables.Select(name => (JsonataNode)Js.Var(name)));

    // Right after an opening bracket JSONata takes a slash for a division, so regular expressions appear as arguments only.
    private static readonly Gen<JsonataNode> OnlyArguments = Constants<JsonataNode>(Js.Regex("a+b", "i"), Js.Regex(@"[/]\/x"), Js.Regex("^(x|y)*$", "im"), Js.Placeholder);

    /// <summary>Trees of up to a handful of levels.</summary>
    public static Gen<JsonataNode> Any { get; } = Gen.Int[0, 4].SelectMany(Tree);

    private static Gen<T> Constants<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<JsonataNode> Tree(int depth)
    {
        if (depth == 0)
        {
            return Leaves;
        }

        var inner = Gen.Int[0, depth - 1].SelectMany(Tree);
        var some = inner.Array[0, 3];
        var pairs = Gen.Select(inner, inner).Array[0, 2];
        var operators = Gen.Enum<JsonataOperator>();
        return Gen.OneOf(
            Leaves,
            inner.Array[2, 4].Select(steps => Js.Path(steps)),
            Gen.Select(inner, Names.Array[1, 3], (start, names) => Js.Path(start, names)),
            Gen.Select(inner, inner, (operand, predicate) => (JsonataNode)Js.Filter(operand, predicate)),
            inner.Select(operand => (JsonataNode)Js.KeepArray(operand)),
            some.Select(items => (JsonataNode)Js.Array(items)),
            Gen.Select(inner, inner, (start, end) => (JsonataNode)Js.Range(start, end)),
            pairs.Select(members => (JsonataNode)Js.Object(members)),
            Gen.Select(inner, pairs, (operand, members) => (JsonataNode)Js.GroupBy(operand, members)),
            inner.Select(operand => (JsonataNode)Js.Negate(operand)),
            Gen.Select(operators, inner, inner, (op, left, right) => (JsonataNode)Js.Binary(op, left, right)),
            Gen.Select(inner, inner, (left, right) => (JsonataNode)Js.Chain(left, right)),
            Gen.Select(inner, inner, inner, (condition, then, otherwise) => (JsonataNode)Js.If(condition, then, otherwise)),
            Gen.Select(inner, inner, (condition, then) => (JsonataNode)Js.If(condition, then)),
            some.Select(expressions => (JsonataNode)Js.Block(expressions)),
            Gen.Select(Variables, inner, (name, value) => (JsonataNode)Js.Assign(name, value)),
            Gen.Select(Variables.Array[0, 2], inner, Constants<string?>(null, "<n-n:n>", "<a<s>f?:(sn)>"), (names, body, signature) => (JsonataNode)Js.Lambda(names, body, signature)),
            Gen.Select(inner, Gen.OneOf(inner, OnlyArguments).Array[0, 3], (function, arguments) => (JsonataNode)Js.Call(function, arguments)),
            Gen.Select(inner, Gen.Select(inner, Gen.Bool).Array[1, 2], (operand, terms) => (JsonataNode)Js.OrderBy(operand, terms)),
            Gen.Select(inner, Variables, (operand, name) => (JsonataNode)Js.Focus(operand, name)),
            Gen.Select(inner, Variables, (operand, name) => (JsonataNode)Js.IndexAs(operand, name)),
            Gen.Select(inner, inner, inner.SelectMany(node => Gen.Bool.Select(keep => keep ? node : null)), (pattern, update, delete) => (JsonataNode)Js.Transform(pattern, update, delete)));
    }
}
