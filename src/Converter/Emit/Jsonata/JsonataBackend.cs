using System.Collections.Immutable;
using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Residual;
using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Jsonata;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Converter.Emit.Jsonata;

/// <summary>Writes a flow graph as a state machine in the JSONata dialect, with <c>Assign</c> variables.</summary>
internal sealed class JsonataBackend
{

    private readonly StateNaming _stateNames;
    private readonly VariableNames _variables;
    private readonly NullFacts _nulls;
    private readonly SdkShapes _sdk;
    private readonly RequestWriter _requests;
    private readonly JsonataExpressions _expressions;
    private readonly SourceMapBuilder _sources;

    private JsonataBackend(FlowGraph root, AwsCatalogue catalogue, SourceMapBuilder sources)
    {

        _sources = sources;
        _stateNames = new StateNaming(root);
        _variables = new VariableNames(root);
        _nulls = NullFacts.Of(root);
        _sdk = new SdkShapes(catalogue, root);
        _requests = new RequestWriter(_sdk);
        _expressions = new JsonataExpressions(_variables, _nulls, new ZoneFacts(root), _sdk, PropertyUse.Collect(root))
        {
            DecimalsMayBeText = root.AllNodes().Any(n => n is FlowTask { Residual.ReturnsDecimals: true }),
            RenamedErrors = RenamedErrors(root),
        };
    }

    private static List<(string Error, string Type)> RenamedErrors(FlowGraph root) => root.AllNodes().OfType<FlowTask>().Where(t => t.Residual is null)
        .SelectMany(t => t.Integration.Errors.All)
        .Where(e => e.DotNetType is not null)
        .Select(e => (Error: e.ErrorName, Type: AfterDot(e.DotNetType!)))
        .Where(e => AfterDot(e.Error) != e.Type)
        .Distinct()
        .OrderBy(e => e.Error, StringComparer.Ordinal)
        .ToList();

    private static string AfterDot(string name) => name.Substring(name.LastIndexOf('.') + 1);

    /// <summary>Writes the graph. The limitation check has passed.</summary>
    public static StateMachine Write(FlowGraph root, string comment, AwsCatalogue catalogue, SourceMapBuilder sources)
    {
        var backend = new JsonataBackend(root, catalogue, sources);
        var (startAt, states) = backend.WriteGraph(root);
        return new StateMachine { Comment = comment, QueryLanguage = StatesLanguage.Model.QueryLanguage.Jsonata, StartAt = startAt, States = states };
    }

    private (string StartAt, StateMap States) WriteGraph(FlowGraph graph)
    {
        var states = graph.Nodes().Where(n => n is not FlowEnd { IsAbsorbed: true }).Select(n =>
        {
            var state = WriteState(n) with { Comment = StateComments.Of(n) };
            _sources.Add(state.Name, n.Origin, n);
            return state;
        }).ToList();
        return (_stateNames.Of(graph.Entry), StateMap.Create(states));
    }

    private State WriteState(FlowNode node)
    {
        var name = _stateNames.Of(node);
        switch (node)
        {
            case FlowAssign s:
                return Finish(new PassState { Name = name }, s);
            case FlowTask s:
                var parameters = _requests.Write(s.Request, s.Integration, (_, problem) => throw new InvalidOperationException($"The limitation check let through that {problem}."));
                return Finish(
                    new TaskState
                    {
                        Name = name,
                        Resource = s.Resource,
                        Arguments = Template(parameters),
                        TimeoutSeconds = s.TimeoutSeconds is { } time ? new NumberOrExpression(time) : (NumberOrExpression?)null,
                        Retry = RetryPolicy.For(s),
                        Catch = Catchers(s),
                    },
                    s);
            case FlowParallel s:
                var branches = s.Branches.Select(b => WriteGraph(b)).Select(b => new Branch { StartAt = b.StartAt, States = b.States }).ToImmutableArray();
                return Finish(new ParallelState { Name = name, Branches = branches, Catch = Catchers(s) }, s);
            case FlowMap s:
                var (startAt, inner) = WriteGraph(s.Iteration);
                return Finish(
                    new MapState
                    {
                        Name = name,
                        Items = Template(s.Items),
                        MaxConcurrency = s.MaxConcurrency is > 0 and var limit ? new NumberOrExpression(limit) : (NumberOrExpression?)null,
                        ItemSelector = s.Selector.Count == 0 ? null : JsonData.Object(s.Selector.Select(p => (p.Name, Template(p.Value))).ToArray()),
                        ItemProcessor = new ItemProcessor { ProcessorConfig = ProcessorOf(s), StartAt = startAt, States = inner },
                        Catch = Catchers(s),
                    },
                    s);
            case FlowWait s:
                return Finish(new WaitState { Name = name, Seconds = s.Seconds is IrConstant { Value: double seconds } ? new NumberOrExpression(seconds) : new NumberOrExpression(Expression(_expressions.Raw(s.Seconds))) }, s);
            case FlowChoice s:
                return new ChoiceState
                {
                    Name = name,
                    Choices = s.Rules.Select(r => new ChoiceRule { Condition = Expression(_expressions.Raw(r.Condition)), Assign = Assign(r.Assignments), Next = _stateNames.Of(r.Target) }).ToImmutableArray(),
                    Default = _stateNames.Of(s.Default),
                };
            case FlowFail s:
                return new FailState { Name = name, Error = Text(s.Error), Cause = Text(s.Cause) };
            case FlowEnd s:
                return new SucceedState { Name = name, Output = s.Output is null ? JsonData.String("{% null %}") : Template(s.Output) };
            default:
                throw new InvalidOperationException($"Unknown node {node.GetType().Name}.");
        }
    }

    // A call has effects that must not happen twice, so neither may the execution of an item.
    private static ProcessorConfig ProcessorOf(FlowMap map) => map.IsDistributed
        ? new ProcessorConfig { Mode = ProcessorConfig.Distributed, ExecutionType = "STANDARD" }
        : new ProcessorConfig { Mode = ProcessorConfig.Inline };

    /// <summary>Adds what a step does when it is done: assignments and the way on, or the output if nothing follows.</summary>
    private State Finish(TransitionState state, FlowStep step)
    {
        if (step.Next is FlowEnd { IsAbsorbed: true } end)
            return state with { End = true, Output = end.Output is null ? JsonData.Null : Template(end.Output) };

        return state with { Next = _stateNames.Of(step.Next), Assign = Assign(step.Assignments) };
    }

    private ImmutableArray<Catcher> Catchers(FlowFallible node) => node.Catchers
        .Select(c => new Catcher { ErrorEquals = c.Errors.ToImmutableArray(), Next = _stateNames.Of(c.Target), Assign = Assign(c.Assignments) })
        .ToImmutableArray();

    private DataObject? Assign(List<FlowAssignment> assignments)
    {
        if (assignments.Count == 0)
            return null;
        var result = new DataObjectBuilder();
        foreach (var assignment in assignments)
        {
            _expressions.CurrentUse = _expressions.Uses.TryGetValue(assignment.Variable, out var use) ? use : PropertyUse.Whole;
            result.Set(_variables.Of(assignment.Variable), Template(assignment.Value));
            _expressions.CurrentUse = PropertyUse.Whole;
        }

        return result.Build();
    }

    private JsonData Template(Parameter parameter) => parameter switch
    {
        ParameterObject p => JsonData.Object(p.Members.Select(m => (m.Name, Template(m.Value))).ToArray()),
        ParameterList p => JsonData.Array(p.Items.Select(Template)),
        ParameterValue p => Template(p.Value),
        _ => throw new InvalidOperationException($"Unknown parameter {parameter.GetType().Name}."),
    };

    /// <summary>A JSON value with <c>{% … %}</c> only where something is computed.</summary>
    private JsonData Template(IrExpression expression)
    {
        switch (expression)
        {
            case IrConstant { Value: null }:
                return JsonData.Null;
            case IrConstant { Value: bool value }:
                return JsonData.Boolean(value);
            case IrConstant { Value: string value } when !value.Contains("${") && !value.StartsWith("{%", StringComparison.Ordinal):
                return JsonData.String(value);
            case IrConstant { Value: string value }:
                return JsonData.String(Expression(LiteralText(value)));
            case IrConstant { Value: int value }:
                return JsonData.Number((long)value);
            case IrConstant { Value: double or float or decimal or long or short or byte } number:
                return JsonData.Number(Convert.ToDouble(number.Value, System.Globalization.CultureInfo.InvariantCulture));
            case IrSubstitution e:
                return JsonData.String("${" + e.Name + "}");
            case IrNew e:
                return JsonData.Object(e.Members.Select(m => (_sdk.NameInState(e.Type, m.Name, e), Template(m.Value))).ToArray());
            case IrList e:
                return JsonData.Array(e.Elements.Select(Template));
            case IrDictionary e when e.Entries.All(x => x.Key is IrConstant { Value: string }):
                return JsonData.Object(e.Entries.Select(x => ((string)((IrConstant)x.Key).Value!, Template(x.Value))).ToArray());
            case IrAsError { Value: IrNew parts }:
                return Template(parts);
            case IrException e:
                return JsonData.Object([("Error", JsonData.String(e.TypeName)), ("Cause", Template(e.Message)), .. e.Further.Select(f => (f.Name, Template(f.Value)))]);
            case IrToJson { Value: IrNew made } e when !_expressions.Serialization.MembersToWrite(made, e.Contract).Any(m => m.Null is JsonataSerialization.NullMember.Dropped or JsonataSerialization.NullMember.Unwritten):
                return JsonData.Object(_expressions.Serialization.MembersToWrite(made, e.Contract).Select(m => (m.Name, Template(new IrToJson(m.Value, e.Contract, m.Value.Origin)))).ToArray());
            case IrToJson { Value: var literal } when DecimalText.NumberOf(literal) is { } number:
                return JsonData.Number(number);
            case IrToJson { Value: IrConstant or IrSubstitution } e:
                return Template(e.Value);
            default:
                return JsonData.String(Expression(_expressions.Field(expression)));
        }
    }

    // A text that deployment would take for a substitution, or Step Functions for an expression.
    private static JsonataNode LiteralText(string value)
    {
        var parts = value.Split(["${"], StringSplitOptions.None);
        return Js.Concat(parts.SelectMany((p, i) => i == 0 ? new JsonataNode[] { Js.String(p) } : [Js.String("$"), Js.String("{" + p)]).ToArray());
    }

    private string Text(IrExpression expression) => Template(expression) is DataString text ? text.Value : Expression(_expressions.Defined(expression));

    private static string Expression(JsonataNode node) => JsonataText.Wrap(JsonataPrinter.Print(node));
}
