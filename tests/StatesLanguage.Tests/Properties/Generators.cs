using System.Collections.Immutable;
using CsCheck;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.StatesLanguage.Paths;

namespace LambdaLift.StatesLanguage.Tests.Properties;

/// <summary>Random JSON, paths, intrinsic calls and state machines.</summary>
internal static class Generators
{
    private static readonly string[] Pieces =
        ["a", "B", "_x", "9", " ", "-", ".", "'", "\"", "\\", "{}", "{", "}", "$", "@", "[", "]", "(", ")", ",", "ä", "𝄞", "\ud800", "\n", "\t", "\u0001", "{%", "%}", "${V}", "\u2028"];

    public static readonly Gen<string> Text = Gen.OneOf(Pieces).Array[0, 6].Select(string.Concat);

    public static readonly Gen<string> Identifier = Gen.OneOf("a", "total", "_x1", "Ünï", "orderId");

    public static readonly Gen<JsonData> Number = Gen.OneOf(
        Gen.Int.Select(value => (JsonData)value),
        Gen.Double.Where(double.IsFinite).Select(value => (JsonData)value),
        Gen.Long.Select(value => (JsonData)value),
        Gen.OneOf("1.0", "-0", "1e3", "12345678901234567890", "0.10").Select(text => JsonData.Parse(text)));

    public static readonly Gen<JsonData> Scalar = Gen.OneOf(
        Text.Select(value => (JsonData)value), Number, Gen.Bool.Select(value => (JsonData)value), Gen.Const((JsonData)JsonData.Null));

    public static readonly Gen<JsonData> Json = JsonTo(3);

    private static readonly Gen<JsonData> Template = JsonTo(1);

    public static readonly Gen<JsonPath> Path = Gen.Select(
        Gen.OneOf(Gen.Const(JsonPath.Input), Gen.Const(JsonPath.Context), Identifier.Select(JsonPath.Variable)),
        Segment(filters: true).Array[0, 4],
        Gen.OneOf(FunctionSegment.Names.ToArray()).Null(0.8),
        (root, segments, function) => root.WithSegments([.. segments.SelectMany(part => part), .. function is null ? [] : new PathSegment[] { new FunctionSegment(function) }]));

    public static readonly Gen<IntrinsicExpression> Intrinsic = IntrinsicTo(2);

    public static readonly Gen<StateMachine> Machine = Gen.Select(
        Graph(2), Gen.OneOf(QueryLanguage.JsonPath, QueryLanguage.Jsonata).Nullable(), Text.Null(),
        (states, language, comment) => new StateMachine { StartAt = states[0].Name, States = states, QueryLanguage = language, Comment = comment });

    private static Gen<JsonData> JsonTo(int depth) => depth == 0
        ? Scalar
        : Gen.OneOf(
            Scalar,
            JsonTo(depth - 1).Array[0, depth == 3 ? 10 : 3].Select(items => (JsonData)JsonData.Array(items)),
            Gen.Select(Text, JsonTo(depth - 1)).Array[0, depth == 3 ? 10 : 3].Select(members => (JsonData)JsonData.Object(members)));

    private static Gen<PathSegment[]> Segment(bool filters)
    {
        var member = Text.Where(name => name.Length > 0 && PathNames.IsExpressible(name));
        var plain = Gen.OneOf(
            member.Select(name => (PathSegment)new MemberSegment([name])),
            member.Array[2, 3].Select(names => (PathSegment)new MemberSegment([.. names])),
            Gen.Int[-3, 12].Array[1, 3].Select(indexes => (PathSegment)new IndexSegment([.. indexes])),
            Gen.Select(Gen.Int[-3, 3].Nullable(), Gen.Int[-3, 3].Nullable(), (start, end) => (PathSegment)new SliceSegment(start, end)),
            Gen.Const((PathSegment)new WildcardSegment()));
        var one = plain.Select(segment => new[] { segment });
        var deep = plain.Select(segment => new[] { new DescendantSegment(), segment });
        return filters ? Gen.OneOf(one, one, deep, FilterTo(2).Select(filter => new PathSegment[] { new FilterSegment(filter) })) : Gen.OneOf(one, deep);
    }

    private static Gen<PathFilter> FilterTo(int depth)
    {
        var inner = Gen.Select(Gen.OneOf(JsonPath.Item, JsonPath.Input), Segment(filters: false).Array[0, 2], (root, parts) => root.WithSegments([.. parts.SelectMany(part => part)]));
        var operand = Gen.OneOf(
            inner.Select(path => (FilterOperand)new PathFilterOperand(path)),
            Scalar.Select(value => (FilterOperand)new ConstantFilterOperand(value)),
            Scalar.Array[0, 2].Select(values => (FilterOperand)new ConstantFilterOperand(JsonData.Array(values))));
        var leaf = Gen.OneOf(
            inner.Select(path => (PathFilter)new ExistsFilter(path)),
            Gen.Select(operand, Gen.Enum<FilterOperator>().Where(op => op != FilterOperator.Matches), operand, (left, op, right) => (PathFilter)new CompareFilter(left, op, right)),
            Gen.Select(inner, Gen.Bool, (left, ignoreCase) => (PathFilter)new CompareFilter(new PathFilterOperand(left), FilterOperator.Matches, new PatternFilterOperand("a.*", ignoreCase))));
        return depth == 0
            ? leaf
            : Gen.OneOf(
                leaf,
                Gen.Select(FilterTo(depth - 1), FilterTo(depth - 1), (left, right) => (PathFilter)new AndFilter(left, right)),
                Gen.Select(FilterTo(depth - 1), FilterTo(depth - 1), (left, right) => (PathFilter)new OrFilter(left, right)),
                FilterTo(depth - 1).Select(filter => (PathFilter)new NotFilter(filter)));
    }

    private static Gen<IntrinsicExpression> IntrinsicTo(int depth)
    {
        var argument = Gen.OneOf(
            Scalar.Select(value => (IntrinsicExpression)new ConstantExpression(value)),
            Path.Select(path => (IntrinsicExpression)new PathExpression(path)));
        if (depth > 0)
        {
            argument = Gen.OneOf(argument, IntrinsicTo(depth - 1));
        }

        return Gen.OneOf(
            Gen.Select(Gen.OneOf(IntrinsicFunctions.All.Keys.Where(name => name != IntrinsicFunctions.Format).ToArray()), argument.Array[0, 3], (name, arguments) => (IntrinsicExpression)new IntrinsicCall(name, [.. arguments])),
            Gen.Select(Text.Where(text => !text.Contains("{}", StringComparison.Ordinal)).Array[1, 3], argument.Array[0, 2], (texts, arguments) =>
                (IntrinsicExpression)new IntrinsicCall(IntrinsicFunctions.Format, [new FormatTemplate([.. texts]), .. arguments])));
    }

    private static Gen<StateMap> Graph(int depth) => State(depth).Array[1, 4].Select(states => StateMap.Create(states.Select((state, i) => state with { Name = $"S{i}" })));

    private static Gen<State> State(int depth)
    {
        var path = Gen.OneOf(Gen.Const(default(PathField)), Gen.Const(PathField.Discard), Text.Select(text => (PathField)text));
        var numbers = Gen.OneOf(Gen.Int[0, 99].Select(value => (NumberOrExpression)value), Text.Select(text => (NumberOrExpression)text)).Nullable();
        var assign = Gen.Select(Identifier, Template).Array[0, 2].Select(members => JsonData.Object(members)).Null();
        var json = Template.Null();
        var errors = Text.Array[1, 2].Select(names => names.ToImmutableArray());
        var retry = Gen.Select(errors, Gen.Double[1, 5].Nullable(), Gen.OneOf("FULL", "NONE").Null(), (names, rate, jitter) => new Retrier { ErrorEquals = names, BackoffRate = rate, JitterStrategy = jitter }).Array[0, 2];
        var catches = Gen.Select(errors, path, assign, json, (names, result, variables, output) => new Catcher { ErrorEquals = names, Next = "S0", ResultPath = result, Assign = variables, Output = output }).Array[0, 2];
        var pass = Gen.Select(path, json, json, assign, (input, parameters, result, variables) =>
            (State)new PassState { Name = "", InputPath = input, Parameters = parameters, Result = result, Assign = variables, Next = "S0" });
        var task = Gen.Select(json, numbers, retry, catches, path, (arguments, timeout, retriers, catchers, result) => (State)new TaskState
        {
            Name = "",
            Resource = "arn:aws:states:::sns:publish",
            Arguments = arguments,
            TimeoutSeconds = timeout,
            Retry = [.. retriers],
            Catch = [.. catchers],
            ResultPath = result,
            End = true,
        });
        var wait = Gen.Select(numbers, Text.Null(), (seconds, timestamp) => (State)new WaitState { Name = "", Seconds = seconds, Timestamp = timestamp, End = true });
        var fail = Gen.Select(Text.Null(), Text.Null(), (error, cause) => (State)new FailState { Name = "", Error = error, CausePath = cause });
        var succeed = json.Select(output => (State)new SucceedState { Name = "", Output = output });
        var choice = Gen.Select(Rule(2).Array[1, 3], Gen.Const("S0").Null(), (rules, otherwise) => (State)new ChoiceState { Name = "", Choices = [.. rules], Default = otherwise });
        if (depth == 0)
        {
            return Gen.OneOf(pass, task, wait, fail, succeed, choice);
        }

        var parallel = Gen.Select(Graph(depth - 1).Array[1, 2], catches, (graphs, catchers) => (State)new ParallelState
        {
            Name = "",
            Branches = [.. graphs.Select(states => new Branch { StartAt = "S0", States = states })],
            Catch = [.. catchers],
            End = true,
        });
        var map = Gen.Select(Graph(depth - 1), Gen.Bool, json, numbers, Gen.Bool, (states, old, selector, concurrency, distributed) => (State)new MapState
        {
            Name = "",
            ItemProcessor = new ItemProcessor { StartAt = "S0", States = states, ProcessorConfig = distributed ? new ProcessorConfig { Mode = ProcessorConfig.Distributed, ExecutionType = "EXPRESS" } : null },
            UsesIterator = old,
            ItemSelector = selector,
            MaxConcurrency = concurrency,
            ItemReader = distributed ? new ItemReader { Resource = "arn:aws:states:::s3:getObject", ReaderConfig = new ReaderConfig { InputType = "CSV", CsvHeaders = ["a", "b"], MaxItems = 3 } } : null,
            ItemBatcher = distributed ? new ItemBatcher { MaxItemsPerBatch = 2, BatchInput = selector } : null,
            ResultWriter = distributed ? new ResultWriter { Resource = "arn:aws:states:::s3:putObject", WriterConfig = new WriterConfig { OutputType = "JSON" } } : null,
            End = true,
        });
        return Gen.OneOf(pass, task, wait, fail, succeed, choice, parallel, map);
    }

    private static Gen<ChoiceRule> Rule(int depth) => Gen.OneOf(
        Gen.Select(TestTo(depth), Text.Null(), (test, comment) => new ChoiceRule { Test = test, Next = "S0", Comment = comment }),
        Gen.Select(Gen.OneOf(Gen.Bool.Select(value => (JsonData)value), Text.Select(value => (JsonData)value)), Template.Null(), (condition, output) => new ChoiceRule { Condition = condition, Output = output, Next = "S0" }));

    private static Gen<ChoiceTest> TestTo(int depth)
    {
        var comparison = Gen.Select(Text.Where(text => text.Length > 0), Gen.Enum<ComparisonOperator>(), Scalar, (variable, op, operand) => (ChoiceTest)new ComparisonTest(variable, op, operand));
        return depth == 0
            ? comparison
            : Gen.OneOf(
                comparison,
                TestTo(depth - 1).Array[1, 2].Select(tests => (ChoiceTest)new AndTest([.. tests])),
                TestTo(depth - 1).Array[1, 2].Select(tests => (ChoiceTest)new OrTest([.. tests])),
                TestTo(depth - 1).Select(test => (ChoiceTest)new NotTest(test)));
    }
}
