using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Residual;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Flow;

/// <summary>
/// A state-to-be. The flow graph is what both back ends write: states and transitions are decided here, the dialect is not.
/// Nodes are mutable while the graph passes run; a node belongs to one graph.
/// </summary>
internal abstract class FlowNode
{
    protected FlowNode(Origin origin) => Origin = origin;

    public Origin Origin { get; }

    /// <summary>The code of assignments that other nodes would have made, had this one not taken them over.</summary>
    public List<Origin> Absorbed { get; } = [];

    /// <summary>What the state's name is made of.</summary>
    public string? NameHint { get; init; }

    /// <summary>The successors, catchers' targets included.</summary>
    public abstract IEnumerable<FlowNode> Successors { get; }

    /// <summary>Sets every successor anew.</summary>
    public abstract void MapSuccessors(Func<FlowNode, FlowNode> map);

    /// <summary>The expressions that the node itself evaluates, its assignments included.</summary>
    public abstract void MapExpressions(Func<IrExpression, IrExpression> map);

    public IEnumerable<IrExpression> Expressions
    {
        get
        {
            var found = new List<IrExpression>();
            MapExpressions(e =>
            {
                found.Add(e);
                return e;
            });
            return found;
        }
    }

    /// <summary>The graphs of branches or iterations.</summary>
    public virtual IEnumerable<FlowGraph> Subgraphs => [];
}

/// <summary>A graph of states with its entry; a whole state machine, a branch or an iteration.</summary>
internal sealed class FlowGraph
{
    public FlowGraph(FlowNode entry) => Entry = entry;

    public FlowNode Entry { get; set; }

    /// <summary>In JSONPath, the payload field that holds an iteration's item; null when it is not read.</summary>
    public IrVariable? Item { get; set; }

    /// <summary>In JSONPath, the payload field that holds an iteration's position.</summary>
    public IrVariable? Index { get; set; }

    /// <summary>The nodes in the order in which a reader meets them: depth first, main path before error paths.</summary>
    public IReadOnlyList<FlowNode> Nodes()
    {
        var nodes = new List<FlowNode>();
        var seen = new HashSet<FlowNode>();
        var stack = new Stack<FlowNode>();
        stack.Push(Entry);
        while (stack.Count > 0)
        {
            var node = stack.Pop();
            if (!seen.Add(node))
                continue;
            nodes.Add(node);
            var successors = node.Successors.ToArray();
            Push(successors, areFailures: true);
            Push(successors, areFailures: false);
        }

        return nodes;

        void Push(FlowNode[] successors, bool areFailures)
        {
            for (var i = successors.Length - 1; i >= 0; i--)
            {
                if (successors[i] is FlowFail == areFailures)
                    stack.Push(successors[i]);
            }
        }
    }

    /// <summary>The nodes of this graph and of all graphs inside it.</summary>
    public IEnumerable<FlowNode> AllNodes() => Nodes().SelectMany(n => n.Subgraphs.SelectMany(g => g.AllNodes()).Prepend(n));
}

/// <summary>One assignment of a state; all of a state's assignments see the values from before it.</summary>
internal sealed record FlowAssignment(IrVariable Variable, IrExpression Value);

/// <summary>A node with one way on, which may set variables when it is done.</summary>
internal abstract class FlowStep : FlowNode
{
    protected FlowStep(FlowNode next, Origin origin)
        : base(origin) => Next = next;

    public FlowNode Next { get; set; }

    public List<FlowAssignment> Assignments { get; set; } = new();

    public override IEnumerable<FlowNode> Successors => [Next];

    public override void MapSuccessors(Func<FlowNode, FlowNode> map) => Next = map(Next);

    public override void MapExpressions(Func<IrExpression, IrExpression> map) =>
        Assignments = Assignments.Select(a => new FlowAssignment(a.Variable, map(a.Value))).ToList();
}

/// <summary>Sets variables: a Pass state, unless another state takes the assignments over.</summary>
internal sealed class FlowAssign(FlowNode next, Origin origin) : FlowStep(next, origin);

/// <summary>A step that can fail.</summary>
internal abstract class FlowFallible : FlowStep
{
    protected FlowFallible(FlowNode next, Origin origin)
        : base(next, origin)
    {
    }

    public List<FlowCatcher> Catchers { get; } = new();

    /// <summary>Whether an expression of the state itself that fails would be caught, or the work done again.</summary>
    public bool CatchesEvaluation =>
        this is FlowTask { Retry: not null } || Catchers.Any(c => c.Errors.Any(e => e is "States.ALL" or "States.TaskFailed" or "States.QueryEvaluationError" or "States.Runtime"));

    public override IEnumerable<FlowNode> Successors => Catchers.Select(c => c.Target).Prepend(Next);

    public override void MapSuccessors(Func<FlowNode, FlowNode> map)
    {
        base.MapSuccessors(map);
        foreach (var catcher in Catchers)
            catcher.Target = map(catcher.Target);
    }

    public override void MapExpressions(Func<IrExpression, IrExpression> map)
    {
        base.MapExpressions(map);
        foreach (var catcher in Catchers)
            catcher.Assignments = catcher.Assignments.Select(a => new FlowAssignment(a.Variable, map(a.Value))).ToList();
    }
}

/// <summary>Where a step goes on some of its errors.</summary>
internal sealed class FlowCatcher
{
    public FlowCatcher(IReadOnlyList<string> errors, FlowNode target, Origin origin)
    {
        Errors = errors;
        Target = target;
        Origin = origin;
    }

    public IReadOnlyList<string> Errors { get; }

    public FlowNode Target { get; set; }

    public Origin Origin { get; }

    public List<FlowAssignment> Assignments { get; set; } = new();
}

/// <summary>A call of a service.</summary>
internal sealed class FlowTask(StepFunctionsIntegration integration, AwsOperation? operation, IrExpression request, FlowNode next, Origin origin) : FlowFallible(next, origin)
{
    public StepFunctionsIntegration Integration { get; } = integration;

    /// <summary>The operation of the service; null for an HTTP task.</summary>
    public AwsOperation? Operation { get; } = operation;

    /// <summary>What the task calls, as messages name it.</summary>
    public string CallName => Operation?.Id ?? $"{Integration.Service}:{Integration.Action}";

    /// <summary>Whether the call itself reads an HTTP answer as JSON: what is none is thrown by the call.</summary>
    public bool ReadsJson { get; init; }

    /// <summary>Whether an HTTP answer with a failure status is an answer to the code, not an exception.</summary>
    public bool AnswersFailureStatus { get; init; }

    /// <summary>The names under which the task can report exceptions of a type.</summary>
    public IEnumerable<string> ErrorNames(string exceptionType) => Operation is null && Residual is null
        ? HttpTask.ErrorNames(exceptionType, AnswersFailureStatus)
        : Integration.Errors.ForDotNetType(exceptionType).Select(e => e.ErrorName);

    /// <summary>Whether the task waits for the answer, or for the job that the call starts.</summary>
    public IntegrationPatterns Pattern { get; init; } = IntegrationPatterns.RequestResponse;

    /// <summary>The resource of the task.</summary>
    public string Resource => Integration.ResourceFor(Pattern);

    /// <summary>How the code calls again by itself; null when it leaves that to the SDK.</summary>
    public RetryPlan? Retry { get; init; }

    /// <summary>How the code gave up waiting for the job; null when it waits for as long as the job runs, and without a job.</summary>
    public JobPolling? Polling { get; init; }

    /// <summary>How many seconds the code waits for the answer; null when for as long as it takes.</summary>
    public int? TimeoutSeconds { get; set; }

    /// <summary>The request, with the property names of the .NET request class.</summary>
    public IrExpression Request { get; set; } = request;

    /// <summary>The generated function that it invokes; null for every other call.</summary>
    public ResidualFunction? Residual { get; init; }

    public override void MapExpressions(Func<IrExpression, IrExpression> map)
    {
        Request = map(Request);
        base.MapExpressions(map);
    }
}

/// <summary>A decision: the first rule whose condition holds, else the default.</summary>
internal sealed class FlowChoice(List<FlowRule> rules, FlowNode defaultTarget, Origin origin) : FlowNode(origin)
{
    public List<FlowRule> Rules { get; set; } = rules;

    public FlowNode Default { get; set; } = defaultTarget;

    public override IEnumerable<FlowNode> Successors => Rules.Select(r => r.Target).Append(Default);

    /// <summary>The ways on with what is set on them; the default sets nothing.</summary>
    public IEnumerable<(FlowNode Target, List<FlowAssignment> Assignments)> Ways() => Rules.Select(r => (r.Target, r.Assignments)).Append((Default, []));

    public override void MapSuccessors(Func<FlowNode, FlowNode> map)
    {
        Rules = Rules.Select(r => r with { Target = map(r.Target) }).ToList();
        Default = map(Default);
    }

    public override void MapExpressions(Func<IrExpression, IrExpression> map) =>
        Rules = Rules.Select(r => r with { Condition = map(r.Condition), Assignments = r.Assignments.Select(a => new FlowAssignment(a.Variable, map(a.Value))).ToList() }).ToList();
}

/// <summary>One rule of a decision.</summary>
internal sealed record FlowRule(IrExpression Condition, FlowNode Target, Origin Origin)
{
    /// <summary>What is set when the rule holds.</summary>
    public List<FlowAssignment> Assignments { get; init; } = new();
}

/// <summary>Branches at the same time; the result is the list of theirs.</summary>
internal sealed class FlowParallel(IReadOnlyList<FlowGraph> branches, FlowNode next, Origin origin) : FlowFallible(next, origin)
{
    public IReadOnlyList<FlowGraph> Branches { get; } = branches;

    public override IEnumerable<FlowGraph> Subgraphs => Branches;
}

/// <summary>One iteration per item, at the same time; the result is the list of theirs.</summary>
internal sealed class FlowMap(IrExpression items, FlowGraph iteration, FlowNode next, Origin origin) : FlowFallible(next, origin)
{
    public IrExpression Items { get; set; } = items;

    public FlowGraph Iteration { get; } = iteration;

    /// <summary>How many iterations run at a time at most; null or 0 for no limit.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Whether every iteration runs as an execution of its own.</summary>
    public bool IsDistributed { get; init; }

    /// <summary>The members of an iteration's input and their values, in order; empty where the input is the item itself.</summary>
    public List<(string Name, IrExpression Value)> Selector { get; } = new();

    public override IEnumerable<FlowGraph> Subgraphs => [Iteration];

    public override void MapExpressions(Func<IrExpression, IrExpression> map)
    {
        Items = map(Items);
        for (var i = 0; i < Selector.Count; i++)
            Selector[i] = (Selector[i].Name, map(Selector[i].Value));
        base.MapExpressions(map);
    }
}

/// <summary>Waits.</summary>
internal sealed class FlowWait(IrExpression seconds, FlowNode next, Origin origin) : FlowStep(next, origin)
{
    public IrExpression Seconds { get; set; } = seconds;

    public override void MapExpressions(Func<IrExpression, IrExpression> map)
    {
        Seconds = map(Seconds);
        base.MapExpressions(map);
    }
}

/// <summary>What no execution comes to; one that is left in the graph is reported.</summary>
internal sealed class FlowUnreachable(IrUnreachable statement) : FlowNode(statement.Origin)
{
    public IrUnreachable Statement { get; } = statement;

    public override IEnumerable<FlowNode> Successors => [];

    public override void MapSuccessors(Func<FlowNode, FlowNode> map)
    {
    }

    public override void MapExpressions(Func<IrExpression, IrExpression> map)
    {
    }
}

/// <summary>Ends with an error.</summary>
internal sealed class FlowFail(IrExpression error, IrExpression cause, INamedTypeSymbol? exceptionType, Origin origin) : FlowNode(origin)
{
    public IrExpression Error { get; set; } = error;

    public IrExpression Cause { get; set; } = cause;

    /// <summary>The exception's type where the code says it; null for one that was caught and goes on.</summary>
    public INamedTypeSymbol? ExceptionType { get; } = exceptionType;

    public override IEnumerable<FlowNode> Successors => [];

    public override void MapSuccessors(Func<FlowNode, FlowNode> map)
    {
    }

    public override void MapExpressions(Func<IrExpression, IrExpression> map)
    {
        Error = map(Error);
        Cause = map(Cause);
    }
}

/// <summary>Ends with a result: of the state machine as its serializer writes it, of a branch or iteration as the code holds it.</summary>
internal sealed class FlowEnd(IrExpression? output, Origin origin) : FlowNode(origin)
{
    public IrExpression? Output { get; set; } = output;

    /// <summary>Whether the only state that leads here ends the graph itself, with this output.</summary>
    public bool IsAbsorbed { get; set; }

    public override IEnumerable<FlowNode> Successors => [];

    public override void MapSuccessors(Func<FlowNode, FlowNode> map)
    {
    }

    public override void MapExpressions(Func<IrExpression, IrExpression> map)
    {
        if (Output is not null)
            Output = map(Output);
    }
}
