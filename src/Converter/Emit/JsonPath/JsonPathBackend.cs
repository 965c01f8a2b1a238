using System.Collections.Immutable;
using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.StatesLanguage.Paths;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Emit.JsonPath;

/// <summary>
/// Writes a flow graph as a state machine in the JSONPath dialect. Variables are fields of the payload: a task adds its result by
/// <c>ResultPath</c>, a Pass state adds or rebuilds fields by <c>Parameters</c>.
/// </summary>
internal sealed class JsonPathBackend
{
    private readonly StateNaming _stateNames;
    private readonly VariableNames _variables;
    private readonly RequestWriter _requests;
    private readonly JsonPathExpressions _expressions;
    private readonly JsonPathConditions _conditions;
    private readonly Dictionary<IrVariable, PropertyUse> _uses;
    private readonly SourceMapBuilder _sources;

    private Liveness _liveness = null!;

    private JsonPathBackend(FlowGraph root, AwsCatalogue catalogue, SourceMapBuilder sources, Action<Diagnostic> report)
    {
        _sources = sources;
        _stateNames = new StateNaming(root);
        _variables = new VariableNames(root);
        var sdk = new SdkShapes(catalogue, root);
        _requests = new RequestWriter(sdk);
        _uses = PropertyUse.Collect(root);
        _expressions = new JsonPathExpressions(root, _variables, NullFacts.Of(root), sdk, report) { DecimalsMayBeText = root.AllNodes().Any(n => n is FlowTask { Residual.ReturnsDecimals: true }) };
        _conditions = new JsonPathConditions(_expressions);
    }

    /// <summary>Writes the graph. Where the dialect cannot express something, a refusal is reported and the result is not to be used.</summary>
    /// <returns>The state machine, and the members that it needs in its input.</returns>
    public static (StateMachine Definition, IReadOnlyCollection<string> RequiredMembers) Write(FlowGraph root, string comment, AwsCatalogue catalogue, SourceMapBuilder sources, Action<Diagnostic> report)
    {
        // Shaping names a document's parts by where they are: what is read as which type shows before.
        ReportExactNames(root, report);
        JsonPathShaping.Run(root);
        var backend = new JsonPathBackend(root, catalogue, sources, report);
        var (startAt, states) = backend.WriteGraph(root);
        return (new StateMachine { Comment = comment, StartAt = startAt, States = states }, backend._expressions.RequiredMembers);
    }

    private static void ReportExactNames(FlowGraph root, Action<Diagnostic> report)
    {
        foreach (var read in root.AllNodes().SelectMany(VariableNames.AssignmentsOf).Select(a => a.Value).OfType<IrFromJson>().Where(r => Frontend.ObjectShape.IsObject(r.Type)))
        {
            var names = Frontend.ObjectShape.Properties(read.Type!).Select(p => Frontend.ObjectShape.JsonName(p, read.Contract));
            report(Diagnostic.Create(LiftDescriptors.ExactInputNames, read.Origin.Location, string.Join(", ", names)));
        }
    }

    private (string StartAt, StateMap States) WriteGraph(FlowGraph graph)
    {
        var outer = _liveness;
        _liveness = new Liveness(graph);
        var states = graph.Nodes().Where(n => n is not FlowEnd { IsAbsorbed: true }).Select(n =>
        {
            var state = WriteState(n) with { Comment = StateComments.Of(n) };
            _sources.Add(state.Name, n.Origin, n);
            return state;
        }).ToList();
        _liveness = outer;
        return (_stateNames.Of(graph.Entry), StateMap.Create(states));
    }

    private State WriteState(FlowNode node)
    {
        var name = _stateNames.Of(node);
        switch (node)
        {
            case FlowAssign s:
                return Assign(s, name);
            case FlowTask s:
                var parameters = _requests.Write(s.Request, s.Integration, (_, problem) => throw new InvalidOperationException($"The limitation check let through that {problem}."));
                var task = new TaskState { Name = name, Resource = s.Resource, Parameters = Json(Parameters(parameters)), TimeoutSeconds = s.TimeoutSeconds is { } time ? new NumberOrExpression(time) : (NumberOrExpression?)null, Retry = RetryPolicy.For(s), Catch = Catchers(s) };
                return Finish(s.Operation?.Id == "lambda:Invoke" && s.Assignments.Count > 0 ? task with { ResultSelector = JsonData.Object(("Payload.$", "$.Payload")) } : task, s);
            case FlowParallel s:
                var branches = s.Branches.Select(WriteGraph).Select(b => new Branch { StartAt = b.StartAt, States = b.States }).ToImmutableArray();
                return Finish(new ParallelState { Name = name, Branches = branches, Catch = Catchers(s) }, s);
            case FlowMap s:
                return Finish(WriteMap(s, name), s);
            case FlowWait s:
                var wait = new WaitState { Name = name };
                wait = s.Seconds is IrConstant { Value: double seconds } ? wait with { Seconds = seconds } : wait with { SecondsPath = RequiredPath(s.Seconds) };
                return wait with { Next = _stateNames.Of(s.Next) };
            case FlowChoice s:
                return new ChoiceState
                {
                    Name = name,
                    Choices = s.Rules.Select(r => new ChoiceRule { Test = _conditions.Test(r.Condition), Next = _stateNames.Of(r.Target) }).ToImmutableArray(),
                    Default = _stateNames.Of(s.Default),
                };
            case FlowFail s:
                return Fail(s, name);
            case FlowEnd s:
                return End(s, name);
            default:
                throw new InvalidOperationException($"Unknown node {node.GetType().Name}.");
        }
    }

    private MapState WriteMap(FlowMap map, string name)
    {
        var selector = new DataObjectBuilder();
        if (map.Iteration.Item is { } item)
            selector.Set(_variables.Of(item) + ".$", "$$.Map.Item.Value");
        if (map.Iteration.Index is { } index)
            selector.Set(_variables.Of(index) + ".$", "$$.Map.Item.Index");
        var own = new HashSet<IrVariable>(new[] { map.Iteration.Item, map.Iteration.Index }.OfType<IrVariable>());
        foreach (var variable in new Liveness(map.Iteration).At(map.Iteration.Entry).Where(v => !own.Contains(v)).OrderBy(_variables.Of, StringComparer.Ordinal))
            selector.Set(_variables.Of(variable) + ".$", _expressions.PathOf(variable).ToString());
        var (startAt, states) = WriteGraph(map.Iteration);
        return new MapState
        {
            Name = name,
            ItemsPath = RequiredPath(map.Items),
            MaxConcurrency = map.MaxConcurrency is > 0 and var limit ? new NumberOrExpression(limit) : (NumberOrExpression?)null,
            ItemSelector = selector.Build(),
            ItemProcessor = new ItemProcessor { ProcessorConfig = new ProcessorConfig { Mode = ProcessorConfig.Inline }, StartAt = startAt, States = states },
            Catch = Catchers(map),
        };
    }

    private string RequiredPath(IrExpression expression)
    {
        if (_expressions.Path(expression) is { } path)
            return path.ToString();
        _expressions.Problem(expression, $"'{expression.Origin.Text}' in this place");
        return "$";
    }

    /// <summary>A task's, map's or parallel's result: placed in the payload, selected as the output, or dropped.</summary>
    private State Finish(FallibleState state, FlowStep step)
    {
        if (step.Next is FlowEnd { IsAbsorbed: true } end)
        {
            // What is left absorbed is made of the result alone.
            var output = _expressions.Value(end.Output!);
            return output is PayloadExpression { Path: { Segments.IsEmpty: true } }
                ? state with { End = true }
                : output is PayloadExpression { Path: { } path }
                    ? state with { End = true, OutputPath = path.ToString() }
                    : output is PayloadExpression computed
                    ? state with { End = true, ResultSelector = JsonData.Object(("result.$", computed.Expression.ToString())), OutputPath = "$.result" }
                    : state with { End = true, ResultSelector = Json(output) };
        }

        var placed = step.Assignments.Count == 0 ? PathField.Discard : (PathField)_expressions.PathOf(step.Assignments[0].Variable).ToString();
        return state with { ResultPath = placed, Next = _stateNames.Of(step.Next) };
    }

    private ImmutableArray<Catcher> Catchers(FlowFallible node) => node.Catchers
        .Select(c => new Catcher
        {
            ErrorEquals = c.Errors.ToImmutableArray(),
            ResultPath = c.Assignments.Count == 0 ? PathField.Discard : (PathField)_expressions.PathOf(c.Assignments[0].Variable).ToString(),
            Next = _stateNames.Of(c.Target),
        })
        .ToImmutableArray();

    private PassState Assign(FlowAssign assign, string name)
    {
        var state = new PassState { Name = name };
        if (assign.Next is FlowEnd { IsAbsorbed: true } end)
            return Output(state, end.Output) with { End = true };
        state = state with { Next = _stateNames.Of(assign.Next) };
        var carried = _liveness.At(assign.Next).Where(v => !assign.Assignments.Any(a => ReferenceEquals(a.Variable, v))).ToList();
        var reachesInput = assign.Assignments.Any(a => a.Value.DescendantsAndSelf().Any(e => e is IrInput));
        if (assign.Assignments is [var only] && !reachesInput)
        {
            var place = _expressions.PathOf(only.Variable).ToString();
            switch (Value(only))
            {
                case PayloadLiteral literal:
                    return state with { Result = literal.Value, ResultPath = place };
                case PayloadObject or PayloadList when Value(only) is var value:
                    return state with { Parameters = Json(value), ResultPath = place };
                case PayloadExpression { Path: { Root: PathRoot.Input } path }:
                    return state with { InputPath = path.ToString(), ResultPath = place };
            }
        }

        var payload = new List<(string Name, PayloadValue Value)>();
        foreach (var variable in carried.OrderBy(_variables.Of, StringComparer.Ordinal))
            payload.Add((_variables.Of(variable), new PayloadExpression(new PathExpression(_expressions.PathOf(variable)))));
        foreach (var assignment in assign.Assignments)
            payload.Add((_variables.Of(assignment.Variable), Value(assignment)));
        return state with { Parameters = Json(new PayloadObject(payload)) };
    }

    private PayloadValue Value(FlowAssignment assignment)
    {
        if (assignment.Value is not IrFromJson { Json: IrInput } read)
            return _expressions.Value(assignment.Value);
        var use = _uses.TryGetValue(assignment.Variable, out var known) ? known : PropertyUse.Whole;
        var input = new PathExpression(StatesLanguage.Paths.JsonPath.Input);
        if (JsonPathExpressions.Defaults(read, use) is not { } defaults)
            return new PayloadExpression(input);
        var merged = new IntrinsicCall(
            "States.JsonMerge",
            [new IntrinsicCall("States.StringToJson", [new ConstantExpression(JsonData.String(defaults))]), input, new ConstantExpression(JsonData.False)]);
        return new PayloadExpression(merged);
    }

    private FailState Fail(FlowFail fail, string name)
    {
        var state = new FailState { Name = name };
        state = _expressions.Value(fail.Error) switch
        {
            PayloadLiteral { Value: DataString text } => state with { Error = text.Value },
            PayloadExpression e => state with { ErrorPath = e.Expression.ToString() },
            _ => state,
        };
        return _expressions.Value(fail.Cause) switch
        {
            PayloadLiteral { Value: DataString text } => state with { Cause = text.Value },
            PayloadExpression { Expression: ConstantExpression { Value: DataString text } } => state with { Cause = text.Value },
            PayloadExpression e => state with { CausePath = e.Expression.ToString() },
            _ => state,
        };
    }

    private State End(FlowEnd end, string name)
    {
        if (end.Output is not null && _expressions.Value(end.Output) is PayloadExpression { Path: { Root: PathRoot.Input } path })
            return new SucceedState { Name = name, OutputPath = path.ToString() };
        return Output(new PassState { Name = name }, end.Output) with { End = true };
    }

    private PassState Output(PassState state, IrExpression? output)
    {
        if (output is null)
            return state with { Result = JsonData.Null };
        switch (_expressions.Value(output))
        {
            case PayloadLiteral literal:
                return state with { Result = literal.Value };
            case PayloadExpression { Path: { Root: PathRoot.Input } path }:
                return state with { OutputPath = path.ToString() };
            case PayloadExpression expression:
                return state with { Parameters = JsonData.Object(("result.$", expression.Expression.ToString())), OutputPath = "$.result" };
            case var value:
                return state with { Parameters = Json(value) };
        }
    }

    private PayloadValue Parameters(Parameter parameter) => parameter switch
    {
        ParameterObject p => new PayloadObject(p.Members.Select(m => (m.Name, Parameters(m.Value))).ToList()),
        ParameterList p when p.Items.All(i => i is ParameterValue) && p.Items.Count > 0 => _expressions.Value(new IrList(p.Items.Select(i => ((ParameterValue)i).Value).ToImmutableArray(), null, ((ParameterValue)p.Items[0]).Value.Origin)),
        ParameterList p => new PayloadList(p.Items.Select(Parameters).ToList()),
        ParameterValue p => _expressions.Value(p.Value),
        _ => throw new InvalidOperationException($"Unknown parameter {parameter.GetType().Name}."),
    };

    /// <summary>A payload template as JSON: computed members get names that end in <c>.$</c>.</summary>
    private static JsonData Json(PayloadValue value)
    {
        switch (value)
        {
            case PayloadLiteral v:
                return v.Value;
            case PayloadList v:
                return JsonData.Array(v.Items.Select(Json));
            case PayloadObject v:
                var members = new DataObjectBuilder();
                foreach (var (name, member) in v.Members)
                {
                    if (member is PayloadExpression { Expression: ConstantExpression { Value: var constant } })
                        members.Set(name, constant);
                    else if (member is PayloadExpression expression)
                        members.Set(name + ".$", expression.Expression.ToString());
                    else
                        members.Set(name, Json(member));
                }

                return members.Build();
            case PayloadExpression v:
                // Only a payload as a whole can be one expression; the callers give those a field of their own.
                throw new InvalidOperationException($"The expression {v.Expression} stands where a template needs a name.");
            default:
                throw new InvalidOperationException($"Unknown value {value.GetType().Name}.");
        }
    }
}
