using System.Collections.Immutable;
using System.Globalization;
using LambdaLift.Converter;

namespace LambdaLift.Fuzzing.Tests.Programs;

/// <summary>
/// Makes random, well-typed orchestrators: nested control flow, loops, failures, fan-out, helpers and service calls over expressions of
/// all the types that handlers use. Every program uses a random part of the constructs, so that a construct which the converter refuses
/// does not hide the others.
/// </summary>
internal sealed partial class ProgramGenerator
{
    private readonly Random _random;
    private readonly ExpressionGenerator _expressions;
    private readonly HashSet<string> _features;
    private readonly List<CodeMethod> _methods = [];
    private readonly bool _isPlain;
    private int _names;
    private int _budget;

    private ProgramGenerator(Random random, bool isPlain)
    {
        _random = random;
        _isPlain = isPlain;
        _features = [.. Features.Where(_ => random.Next(100) < 45).Where(feature => !isPlain || !NotPlain.Contains(feature))];
        _expressions = new ExpressionGenerator(random, _features, isPlain);
    }

    private static readonly string[] Features =
    [
        "if", "if", "switch", "foreach", "for", "while", "do", "try", "finally", "filter", "throw", "helper", "parallel", "map", "return", "break", "local", "compound", "list",
        "switch more", "is", "try get", "parse", "add", "builder", "tasks", "local function", "catches", "forever", "for more", "tuple", "delay", "conditional call", "answers",
        "retry", "queue", "set", "iterator", "delegate", "for each async", "gate",
        .. ExpressionGenerator.Features,
    ];

    /// <summary>What the JSONPath dialect has no states for.</summary>
    private static readonly HashSet<string> NotPlain = ["add", "builder", "try get", "parse", "queue", "set"];

    /// <summary>The program of a seed.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="seed">The seed. Those of odd seeds keep to what the JSONPath dialect can express, and are made for both dialects.</param>
    public static CodeProgram Generate(string name, int seed) => new ProgramGenerator(new Random(seed), isPlain: seed % 2 != 0).Program(name, seed);

    private CodeProgram Program(string name, int seed)
    {
        _budget = 3 + _random.Next(16);
        var scope = new Scope(null) { { "order.Id", CodeType.Text, false }, { "order.Kind", CodeType.Text, false }, { "order.Amount", CodeType.Int, false }, { "order.Urgent", CodeType.Bool, false }, { "order.Note", CodeType.MaybeText, false }, { "order.Limit", CodeType.MaybeInt, false }, { "order.Counts", CodeType.Counts, false }, { "order.Items", CodeType.Items, false }, { "order.Tags", CodeType.Texts, false } };
        var body = ImmutableArray.CreateBuilder<CodeStatement>();
        // Something to assign to, and something that the result can tell.
        body.Add(Declare(scope, "total", CodeType.Int, new CodeExpression(CodeType.Int, "0")));
        body.Add(Declare(scope, "remark", CodeType.Text, new CodeExpression(CodeType.Text, "\"\"")));
        body.AddRange(Statements(scope, Place.Body));
        body.Add(Returned(scope));
        return new CodeProgram(name, seed, _isPlain ? [TargetLanguage.Jsonata, TargetLanguage.JsonPath] : [TargetLanguage.Jsonata], body.ToImmutable(), [.. _methods]);
    }

    private CodeStatement Returned(Scope scope) => new(
        "return new Receipt({0}, {1}, {2});", _expressions.Make(CodeType.Text, scope, 1),
        _random.Next(3) > 0 ? new CodeExpression(CodeType.Int, "total") : _expressions.Make(CodeType.Int, scope, 2),
        _isPlain || _random.Next(3) > 0 ? new CodeExpression(CodeType.Text, "remark") : _expressions.Make(CodeType.MaybeText, scope, 2));

    private ImmutableArray<CodeStatement> Statements(Scope scope, Place place, int most = 5)
    {
        var statements = ImmutableArray.CreateBuilder<CodeStatement>();
        var count = 1 + _random.Next(most);
        for (var i = 0; i < count && _budget > 0; i++)
        {
            _budget--;
            statements.AddRange(Statement(scope, place));
        }

        if (statements.Count == 0) statements.AddRange(Call(scope, place));
        return statements.ToImmutable();
    }

    private IEnumerable<CodeStatement> Statement(Scope scope, Place place)
    {
        var choices = new List<Func<IEnumerable<CodeStatement>>> { () => Call(scope, place), () => Call(scope, place) };
        void Option(string feature, Func<IEnumerable<CodeStatement>> make)
        {
            if (_features.Contains(feature)) choices.Add(make);
        }

        Option("local", () => [Local(scope)]);
        if (Targets(scope).Count > 0) Option("compound", () => [Assign(scope)]);
        if (scope.Assignable(CodeType.Texts).Any() || scope.Assignable(CodeType.Counts).Any()) Option("add", () => [Change(scope)]);
        else Option("add", () => [new CodeStatement($"var {Fresh(scope, "l", CodeType.Texts)} = new List<string>();")]);
        Option("builder", () => Builder(scope, place));
        Option("tuple", () => [Tuple(scope)]);
        Option("delay", () => [new CodeStatement($"await Task.Delay({Pick("1000", "TimeSpan.FromSeconds(2)")});")]);
        Option("conditional call", () => [ConditionalCall(scope)]);
        Option("answers", () => Answer(scope));
        Option("retry", () => Retry(scope));
        Option("set", () => Set(scope));
        Option("delegate", () => [Delegate(scope)]);
        if (place.Depth < 4)
        {
            Option("if", () => [If(scope, place)]);
            Option("switch", () => [Switch(scope, place)]);
            Option("try", () => [Try(scope, place)]);
            Option("switch more", () => [Patterns(scope, place)]);
            Option("is", () => [IsPattern(scope, place)]);
            Option("try get", () => [Out(scope, place, $"{{0}}.TryGetValue({{1}}, out var", _expressions.Make(CodeType.Counts, scope, 1), _expressions.Make(CodeType.Text, scope, 1))]);
            Option("parse", () => [Out(scope, place, "int.TryParse({0}, out var", _expressions.Make(CodeType.Text, scope, 2))]);
            Option("catches", () => [Catches(scope, place)]);
            if (place.Loops < 2)
            {
                Option("foreach", () => [ForEach(scope, place)]);
                Option("for", () => [For(scope, place)]);
                Option("while", () => While(scope, place));
                Option("forever", () => Forever(scope, place));
                Option("for more", () => [ForMore(scope, place)]);
                Option("do", () => DoWhile(scope, place));
                Option("queue", () => Queue(scope, place));
                Option("iterator", () => Iterator(scope, place));
            }
        }

        Option("throw", () => [new CodeStatement("if ({0}) throw new " + Pick("InvalidOperationException", "RuleException") + "({1});", _expressions.Make(CodeType.Bool, scope, 2), _expressions.Make(CodeType.Text, scope, 1))]);
        if (place.IsHandler) Option("return", () => [new CodeStatement("if ({0})\n{b0}", [_expressions.Make(CodeType.Bool, scope, 2)], [[Returned(scope)]])]);
        if (place.InLoop) Option("break", () => [new CodeStatement("if ({0}) " + Pick("break;", "continue;"), _expressions.Make(CodeType.Bool, scope, 2))]);
        if (place.IsHandler && place.Depth < 3 && _methods.Count < 2) Option("helper", () => [Helper(scope, place)]);
        if (place.Depth < 3) Option("local function", () => LocalFunction(scope, place));
        if (!place.IsConcurrent)
        {
            Option("parallel", () => Parallel(scope));
            Option("map", () => [Map(scope, place)]);
            Option("tasks", () => Tasks(scope));
            Option("for each async", () => [ForEachAsync(scope, place)]);
            Option("gate", () => Gate(scope, place));
        }

        return choices[_random.Next(choices.Count)]();
    }

    private static List<(string Name, CodeType Type)> Targets(Scope scope) =>
        [.. new[] { CodeType.Int, CodeType.Text, CodeType.MaybeText, CodeType.MaybeInt, CodeType.Bool, CodeType.Item, CodeType.Texts }.SelectMany(scope.Assignable)];

    private string Name(string prefix) => prefix + (++_names).ToString(CultureInfo.InvariantCulture);

    private string Pick(params string[] texts) => texts[_random.Next(texts.Length)];

    /// <summary>Where a statement is.</summary>
    private sealed record Place(int Depth, bool IsHandler, bool InLoop, bool IsConcurrent, int Loops)
    {
        public static Place Body { get; } = new(0, true, false, false, 0);

        public Place Inside() => this with { Depth = Depth + 1 };

        public Place Loop() => this with { InLoop = true, Loops = Loops + 1 };
    }
}
