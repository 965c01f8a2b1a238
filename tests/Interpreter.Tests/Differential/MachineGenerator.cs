using System.Globalization;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Tests.Engines;

namespace LambdaLift.Interpreter.Tests.Differential;

/// <summary>
/// Generates state machines in either dialect, or a JSONPath machine with JSONata states: sequences, branches, loops, Parallel, Map,
/// Retry, Catch, variables, failures. The data keeps its shape from state to state, so that most machines run far before anything fails.
/// Plain machines are in JSONPath alone, without variables and without what aws-local-stepfunctions cannot do at all: tests for
/// absence, the context object's <c>State</c>, tasks that time out; and no time passes in them, because that engine's clock is the real one.
/// </summary>
internal sealed class MachineGenerator
{
    private readonly Random _random;
    private readonly bool _jsonataMachine;
    private readonly bool _mixed;
    private readonly bool _plain;
    private readonly DataObjectBuilder _mocks = new();
    private int _names;
    private bool _concurrent;
    private bool _inConcurrentMap;

    private MachineGenerator(int seed, bool plain)
    {
        _random = new Random(seed);
        _plain = plain;
        int kind = _random.Next(5);
        _jsonataMachine = !plain && kind is (2 or 3);
        _mixed = !plain && kind == 4;
    }

    public static EngineCase Generate(int seed) => Generate(seed, plain: false);

    public static EngineCase GeneratePlain(int seed) => Generate(seed, plain: true);

    private static EngineCase Generate(int seed, bool plain)
    {
        var generator = new MachineGenerator(seed, plain);
        (DataObject graph, _) = generator.Graph(depth: 0, outer: []);
        DataObject definition = generator._jsonataMachine ? JsonData.Object(("QueryLanguage", "JSONata")).Merge(graph) : graph;
        JsonData input = JsonData.Object(
            ("n", generator._random.Next(6)), ("s", generator.Pick("alpha", "b-c,d", "Ünï", "")), ("flag", generator._random.Next(2) == 0),
            ("list", JsonData.Array(Enumerable.Range(0, 3 + generator._random.Next(2)).Select(_ => (JsonData)generator._random.Next(6)))),
            ("obj", JsonData.Object(("a", generator._random.Next(100)), ("b", "bee"))));
        return new EngineCase("seed " + seed.ToString(CultureInfo.InvariantCulture), definition, input, generator._mocks.Build(), generator._concurrent) { RetryIntervalsPass = !plain };
    }

    /// <summary>A machine, branch or processor: an opening state that assigns variables, some blocks, an end.</summary>
    private (DataObject Graph, string Start) Graph(int depth, List<string> outer)
    {
        var scope = new Scope(_random, depth, outer, _plain);
        string end = Name("End");
        scope.Add(end, _random.Next(3) == 0 ? State("Succeed", false) : State("Pass", Jsonata(), ("End", true)));
        string next = end;
        int blocks = 1 + _random.Next(depth == 0 ? 5 : 3);
        for (int i = 0; i < blocks; i++) next = Block(scope, next);
        string start = Name("Init");
        scope.Add(start, Opening(scope, next));
        return (JsonData.Object(("StartAt", start), ("States", scope.Build())), start);
    }

    private DataObject Opening(Scope scope, string next)
    {
        // Read only what is assigned at the start of the scope or around it: then every path has it.
        bool jsonata = Jsonata();
        if (scope.Own.Count == 0) return State("Pass", jsonata, ("Next", next));
        var assign = new DataObjectBuilder();
        foreach (string variable in scope.Own) assign.Set(variable, _random.Next(20));
        return State("Pass", jsonata, ("Assign", assign.Build()), ("Next", next));
    }

    /// <summary>Puts a block of states before a state; the name of its first.</summary>
    private string Block(Scope scope, string next) => _random.Next(scope.Depth < 2 ? 12 : 8) switch
    {
        0 or 1 => Pass(scope, next),
        2 or 3 or 4 => Task(scope, next),
        5 => Choice(scope, next),
        6 => Wait(scope, next),
        7 => Loop(scope, next),
        8 or 9 => Parallel(scope, next),
        _ => Map(scope, next),
    };

    private string Pass(Scope scope, string next)
    {
        string name = Name("Pass");
        bool jsonata = Jsonata();
        ExpressionGenerator e = scope.Expressions(jsonata);
        var fields = new List<(string, JsonData)>();
        if (jsonata)
        {
            if (_random.Next(3) > 0) fields.Add(("Output", Keep($"{{'{Field()}': {Value(e)}}}")));
        }
        else if (_random.Next(3) == 0)
        {
            fields.Add(("Result", JsonData.Object(("k", _random.Next(9)), ("raw.$", "$.n"))));
            fields.Add(("ResultPath", "$." + Field()));
        }
        else
        {
            fields.Add(("Parameters", Template(e)));
            fields.Add(("ResultPath", "$." + Pick("", "obj.") + Field()));
        }

        AddAssign(scope, fields, jsonata);
        fields.Add(("Next", next));
        scope.Add(name, State("Pass", jsonata, [.. fields]));
        return name;
    }

    private string Task(Scope scope, string next)
    {
        string name = Name("Task");
        bool jsonata = Jsonata();
        ExpressionGenerator e = scope.Expressions(jsonata);
        var fields = new List<(string, JsonData)> { ("Resource", Pick("arn:aws:states:::lambda:invoke", "arn:aws:lambda:us-east-1:123456789012:function:f", "arn:aws:states:::sns:publish")) };
        if (jsonata)
        {
            fields.Add(("Arguments", JsonData.Object(("x", Expression(Value(e))), ("deep", JsonData.Array(JsonData.Object(("y", Expression(e.Number()))), "constant")))));
            if (_random.Next(4) > 0) fields.Add(("Output", Keep($"{{'{Field()}': $states.result.{Pick("v", "w")}}}")));
            else fields.Add(("Output", Keep("{}")));
        }
        else
        {
            fields.Add(("Parameters", Template(e)));
            if (_random.Next(3) == 0) fields.Add(("ResultSelector", JsonData.Object(("picked.$", Pick("$.v", "$.w", "$")))));
            fields.Add(("ResultPath", _random.Next(5) == 0 ? JsonData.Null : "$." + Field()));
        }

        AddAssign(scope, fields, jsonata);
        AddErrorHandling(scope, fields, jsonata, next);
        fields.Add(("Next", next));
        scope.Add(name, State("Task", jsonata, [.. fields]));
        _mocks.Set(name, Mocks());
        return name;
    }

    private DataArray Mocks()
    {
        // Which iteration makes the n-th call of a concurrent Map is not determined: all get the same answer.
        int count = _inConcurrentMap ? 1 : 1 + _random.Next(4);
        return JsonData.Array(Enumerable.Range(0, count).Select(_ => _random.Next(_inConcurrentMap ? 8 : 3) == 0
            ? (JsonData)JsonData.Object(("Throw", JsonData.Object(("Error", Pick("E1", "E2", "Lambda.TooManyRequestsException", _plain ? "E3" : "States.Timeout")), ("Cause", "because"))))
            : JsonData.Object(("Return", JsonData.Object(("v", _random.Next(50)), ("w", JsonData.Array("x", _random.Next(5))))))));
    }

    private string Choice(Scope scope, string next)
    {
        string name = Name("Choice");
        bool jsonata = Jsonata();
        ExpressionGenerator e = scope.Expressions(jsonata);
        string other = _random.Next(6) == 0 ? Fail(scope) : Pass(scope, next);
        var rules = new List<JsonData>();
        for (int i = 0; i < 1 + _random.Next(2); i++)
        {
            string target = _random.Next(2) == 0 ? next : other;
            if (jsonata)
            {
                string condition = Pick($"{e.Number(1)} > {_random.Next(6)}", "$states.input.flag", $"{e.Text(1)} = 'ALPHA'", $"$exists($states.input.{Field()})");
                rules.Add(JsonData.Object(("Condition", Expression(condition)), ("Next", target)));
            }
            else
            {
                rules.Add(PathRule().With("Next", target));
            }
        }

        var fields = new List<(string, JsonData)> { ("Choices", JsonData.Array([.. rules])) };
        if (_random.Next(12) > 0) fields.Add(("Default", other));
        scope.Add(name, State("Choice", jsonata, [.. fields]));
        return name;
    }

    private DataObject PathRule() => _random.Next(9) switch
    {
        0 => JsonData.Object(("Variable", "$.n"), ("NumericGreaterThan", _random.Next(6))),
        1 => JsonData.Object(("Variable", "$.flag"), ("BooleanEquals", true)),
        2 => JsonData.Object(("Variable", "$.s"), ("StringMatches", Pick("al*", "*c,*", "*", "x"))),
        3 => JsonData.Object(("Variable", "$." + Field()), ("IsPresent", _random.Next(2) == 0 || _plain)),
        4 => JsonData.Object(("Not", JsonData.Object(("Variable", "$.n"), ("NumericLessThanPath", "$.obj.a")))),
        5 => JsonData.Object(("And", JsonData.Array(JsonData.Object(("Variable", "$.flag"), ("IsBoolean", true)), JsonData.Object(("Variable", "$.s"), ("StringLessThan", "b"))))),
        6 => JsonData.Object(("Or", JsonData.Array(JsonData.Object(("Variable", "$.s"), ("IsTimestamp", true)), JsonData.Object(("Variable", "$.n"), ("NumericEquals", 3))))),
        7 => JsonData.Object(("Variable", "$.s"), ("NumericEquals", 3)),
        _ => JsonData.Object(("Variable", "$.list[0]"), ("NumericLessThanEquals", 3)),
    };

    private string Fail(Scope scope)
    {
        string name = Name("Fail");
        scope.Add(name, State("Fail", Jsonata(), ("Error", Pick("E1", "Custom")), ("Cause", "said so")));
        return name;
    }

    private string Wait(Scope scope, string next)
    {
        string name = Name("Wait");
        bool jsonata = Jsonata();
        var fields = new List<(string, JsonData)> { _plain ? ("Seconds", 0) : _random.Next(2) == 0 ? ("Seconds", _random.Next(4)) : jsonata ? ("Seconds", Expression("$states.input.n")) : ("SecondsPath", "$.n") };
        AddAssign(scope, fields, jsonata);
        fields.Add(("Next", next));
        scope.Add(name, State("Wait", jsonata, [.. fields]));
        return name;
    }

    /// <summary>Counts a variable, or in plain machines a field, up to a bound around one block.</summary>
    private string Loop(Scope scope, string next)
    {
        string start = Name("LoopInit"), check = Name("LoopCheck"), step = Name("LoopStep"), counter = "i" + Number();
        if (_plain) return CountField(scope, next, start, check, step, "$." + counter);
        bool jsonata = Jsonata();
        string body = _random.Next(2) == 0 ? Pass(scope, step) : Task(scope, step);
        scope.Add(start, State("Pass", jsonata, ("Assign", JsonData.Object((counter, 0))), ("Next", check)));
        scope.Add(check, State("Choice", jsonata, ("Choices", JsonData.Array(jsonata
            ? JsonData.Object(("Condition", Expression($"${counter} < 3")), ("Next", body))
            : JsonData.Object(("Variable", "$" + counter), ("NumericLessThan", 3), ("Next", body)))), ("Default", next)));
        scope.Add(step, State("Pass", jsonata, ("Assign", jsonata
            ? JsonData.Object((counter, Expression($"${counter} + 1")))
            : JsonData.Object((counter + ".$", $"States.MathAdd(${counter}, 1)"))), ("Next", check)));
        return start;
    }

    private string CountField(Scope scope, string next, string start, string check, string step, string counter)
    {
        string body = _random.Next(2) == 0 ? Pass(scope, step) : Task(scope, step);
        scope.Add(start, State("Pass", false, ("Result", JsonData.Object(("at", 0))), ("ResultPath", counter), ("Next", check)));
        scope.Add(check, State("Choice", false, ("Choices", JsonData.Array(JsonData.Object(("Variable", counter + ".at"), ("NumericLessThan", 3), ("Next", body)))), ("Default", next)));
        scope.Add(step, State("Pass", false, ("Parameters", JsonData.Object(("at.$", $"States.MathAdd({counter}.at, 1)"))), ("ResultPath", counter), ("Next", check)));
        return start;
    }

    private string Parallel(Scope scope, string next)
    {
        _concurrent = true;
        string name = Name("Parallel");
        bool jsonata = Jsonata();
        DataObject[] branches = [.. Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => Graph(scope.Depth + 1, scope.Readable).Graph)];
        var fields = new List<(string, JsonData)> { ("Branches", JsonData.Array(branches)) };
        if (jsonata) fields.Add(("Output", Keep($"{{'{Field()}': $states.result}}")));
        else fields.Add(("ResultPath", "$." + Field()));
        AddAssign(scope, fields, jsonata);
        AddErrorHandling(scope, fields, jsonata, next);
        fields.Add(("Next", next));
        scope.Add(name, State("Parallel", jsonata, [.. fields]));
        return name;
    }

    private string Map(Scope scope, string next)
    {
        string name = Name("Map");
        bool jsonata = Jsonata(), sequential = _random.Next(2) == 0, wasConcurrent = _inConcurrentMap;
        if (!sequential)
        {
            _concurrent = true;
            _inConcurrentMap = true;
        }

        DataObject processor = Graph(scope.Depth + 1, scope.Readable).Graph;
        _inConcurrentMap = wasConcurrent;
        var fields = new List<(string, JsonData)> { ("ItemProcessor", processor), ("MaxConcurrency", sequential ? 1 : Pick(0, 2, 3)) };
        if (jsonata)
        {
            fields.Add(("Items", Expression("$states.input.list")));
            fields.Add(("ItemSelector", Expression("$merge([$states.input, {'n': $states.context.Map.Item.Value, 'i': $states.context.Map.Item.Index}])")));
            fields.Add(("Output", Keep($"{{'{Field()}': $states.result}}")));
        }
        else
        {
            fields.Add(("ItemsPath", "$.list"));
            fields.Add(("ItemSelector", JsonData.Object(
                ("n.$", "$$.Map.Item.Value"), ("i.$", "$$.Map.Item.Index"), ("s.$", "$.s"), ("flag.$", "$.flag"), ("list.$", "$.list"), ("obj.$", "$.obj"))));
            fields.Add(("ResultPath", "$." + Field()));
        }

        AddAssign(scope, fields, jsonata);
        AddErrorHandling(scope, fields, jsonata, next);
        fields.Add(("Next", next));
        scope.Add(name, State("Map", jsonata, [.. fields]));
        return name;
    }

    private void AddAssign(Scope scope, List<(string, JsonData)> fields, bool jsonata)
    {
        if (scope.Own.Count == 0 || _random.Next(4) > 0) return;
        string variable = scope.Own[_random.Next(scope.Own.Count)];
        ExpressionGenerator e = scope.Expressions(jsonata);
        // In JSONPath states $ is the state's result here, not its input: variables and constants only.
        string other = "$" + scope.Readable[_random.Next(scope.Readable.Count)];
        fields.Add(("Assign", jsonata ? JsonData.Object((variable, Expression(e.Number(1)))) : JsonData.Object((variable + ".$", $"States.MathAdd({other}, 1)"))));
    }

    private void AddErrorHandling(Scope scope, List<(string, JsonData)> fields, bool jsonata, string next)
    {
        if (_random.Next(2) == 0)
        {
            fields.Add(("Retry", JsonData.Array(Enumerable.Range(0, 1 + _random.Next(2)).Select(i => (JsonData)JsonData.Object(
                ("ErrorEquals", JsonData.Array(i == 0 ? Pick("E1", "Lambda.TooManyRequestsException", "States.TaskFailed") : "States.ALL")),
                ("IntervalSeconds", 1 + _random.Next(3)), ("MaxAttempts", _random.Next(3)), ("BackoffRate", 1.5))))));
        }

        if (_random.Next(3) > 0) return;
        string handler = _random.Next(4) == 0 ? Fail(scope) : Pass(scope, next);
        var catcher = new List<(string, JsonData)> { ("ErrorEquals", JsonData.Array(Pick("E2", "States.TaskFailed", "States.Timeout", "States.ALL"))), ("Next", handler) };
        if (jsonata) catcher.Add(("Output", Keep("{'caught': $states.errorOutput}")));
        else catcher.Add(("ResultPath", "$.caught"));
        fields.Add(("Catch", JsonData.Array(JsonData.Object([.. catcher]))));
    }

    private DataObject State(string type, bool jsonata, params (string, JsonData)[] fields)
    {
        var state = new DataObjectBuilder();
        state.Set("Type", type);
        if (jsonata && !_jsonataMachine) state.Set("QueryLanguage", "JSONata");
        foreach ((string name, JsonData value) in fields) state.Set(name, value);
        return state.Build();
    }

    private DataObject Template(ExpressionGenerator e) => JsonData.Object(
        ("x.$", Value(e)), ("constant", _random.Next(5)), ("deep", JsonData.Array(JsonData.Object(("y.$", e.Number())), "$.n")));

    private string Value(ExpressionGenerator e) => _random.Next(3) switch { 0 => e.Number(), 1 => e.Text(), _ => e.List() };

    private static JsonData Expression(string expression) => "{% " + expression + " %}";

    /// <summary>The input with some members replaced: what keeps the data's shape in JSONata states.</summary>
    private static JsonData Keep(string members) => Expression($"$merge([$states.input, {members}])");

    private bool Jsonata() => _jsonataMachine || (_mixed && _random.Next(2) == 0);

    private string Field() => Pick("r1", "r2", "r3");

    private string Name(string kind) => kind + Number();

    private string Number() => (++_names).ToString(CultureInfo.InvariantCulture);

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    /// <summary>The states of one graph, and the variables that they can read.</summary>
    private sealed class Scope
    {
        private readonly List<(string, JsonData)> _states = [];
        private readonly PathExpressions _paths;
        private readonly JsonataExpressions _jsonata;

        public Scope(Random random, int depth, List<string> outer, bool plain)
        {
            Depth = depth;
            Own = plain ? [] : [.. Enumerable.Range(0, 1 + random.Next(2)).Select(i => $"v{depth}_{i}_{random.Next(100000)}")];
            Readable = [.. outer, .. Own];
            _paths = new PathExpressions(random, withStateContext: !plain);
            _jsonata = new JsonataExpressions(random);
            _paths.Variables.AddRange(Readable);
            _jsonata.Variables.AddRange(Readable);
        }

        public int Depth { get; }

        public List<string> Own { get; }

        public List<string> Readable { get; }

        public ExpressionGenerator Expressions(bool jsonata) => jsonata ? _jsonata : _paths;

        public void Add(string name, DataObject state) => _states.Add((name, state));

        public DataObject Build() => JsonData.Object([.. _states]);
    }
}
