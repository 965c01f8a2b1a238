using LambdaLift.Interpreter.Coverage;
using LambdaLift.Interpreter.DataFlow;
using LambdaLift.Interpreter.Runtime;
using LambdaLift.Interpreter.States;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Interpreter.Compilation;

/// <summary>Prepares a definition for execution: resolves names and compiles expressions, once for all executions.</summary>
internal sealed class MachineCompiler
{
    private readonly Dictionary<string, StateNode> _nodes = new(StringComparer.Ordinal);
    private readonly QueryLanguage _language;

    private MachineCompiler(QueryLanguage language) => _language = language;

    /// <summary>Prepares a whole definition.</summary>
    /// <exception cref="InvalidDefinitionException">A name leads nowhere, or an expression cannot be parsed.</exception>
    public static CompiledMachine Compile(StateMachine machine)
    {
        var compiler = new MachineCompiler(machine.QueryLanguage ?? QueryLanguage.JsonPath);
        CompiledGraph graph = compiler.Graph(machine, "", []);
        return new CompiledMachine(graph, compiler._nodes, machine.TimeoutSeconds?.Number);
    }

    private CompiledGraph Graph(StateGraph graph, string graphPath, HashSet<string> outerVariables)
    {
        HashSet<string> variables = CheckAssigned(graph, outerVariables);
        var local = new Dictionary<string, StateNode>(StringComparer.Ordinal);
        foreach (State state in graph.States)
        {
            StateNode node = Node(state, graphPath, variables);
            local.Add(state.Name, node);
            _nodes.Add(node.Path, node);
        }

        foreach (State state in graph.States) Connect(state, local, graphPath);
        return new CompiledGraph
        {
            Start = local.TryGetValue(graph.StartAt, out StateNode? start)
                ? start
                : throw new InvalidDefinitionException($"StartAt names the state '{graph.StartAt}', which does not exist{(graphPath.Length == 0 ? "" : " in " + graphPath)}."),
        };
    }

    /// <summary>An inner scope reads outer variables but must not assign them. Source: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html.</summary>
    private static HashSet<string> CheckAssigned(StateGraph graph, HashSet<string> outerVariables)
    {
        var variables = new HashSet<string>(outerVariables, StringComparer.Ordinal);
        foreach (State state in graph.States)
        {
            foreach (string name in AssignedNames.Of(state))
            {
                if (outerVariables.Contains(name)) throw new InvalidDefinitionException($"State '{state.Name}' assigns the variable '{name}' of an outer scope.");
                variables.Add(name);
            }
        }

        return variables;
    }

    private StateNode Node(State state, string graphPath, HashSet<string> variables)
    {
        string path = StatePaths.State(graphPath, state.Name);
        Dialect dialect = Dialect.For(state.QueryLanguage ?? _language);
        try
        {
            return state switch
            {
                PassState => new PassNode { Name = state.Name, Path = path, Flow = dialect.Flow(state) },
                SucceedState => new SucceedNode { Name = state.Name, Path = path, Flow = dialect.Flow(state) },
                FailState fail => new FailNode(dialect.Text(fail.Error, fail.ErrorPath, "Error"), dialect.Text(fail.Cause, fail.CausePath, "Cause"))
                {
                    Name = state.Name,
                    Path = path,
                    Flow = dialect.Flow(state),
                },
                WaitState wait => new WaitNode(dialect.Wait(wait)) { Name = state.Name, Path = path, Flow = dialect.Flow(state) },
                ChoiceState choice => Choice(choice, path, dialect),
                TaskState task => Task(task, path, dialect),
                ParallelState parallel => Parallel(parallel, path, dialect, variables),
                MapState map => Map(map, path, dialect, variables),
                _ => throw new InvalidDefinitionException($"State '{state.Name}' has an unknown type."),
            };
        }
        catch (FormatException e)
        {
            throw new InvalidDefinitionException($"State '{state.Name}': {e.Message}", e);
        }
    }

    private static ChoiceNode Choice(ChoiceState choice, string path, Dialect dialect)
    {
        ChoiceRuleNode[] rules = [.. choice.Choices.Select((rule, i) => new ChoiceRuleNode(dialect.Condition(rule, i), dialect.Choice(choice, rule, i)))];
        ChoiceRuleNode? otherwise = choice.Default is null ? null : new ChoiceRuleNode(null, dialect.Choice(choice, null, -1));
        return new ChoiceNode(rules, otherwise) { Name = choice.Name, Path = path, Flow = dialect.Flow(choice) };
    }

    private static TaskNode Task(TaskState task, string path, Dialect dialect)
    {
        var fields = new TaskFields(
            dialect.Seconds(task.TimeoutSeconds, task.TimeoutSecondsPath, "TimeoutSeconds"),
            dialect.Seconds(task.HeartbeatSeconds, task.HeartbeatSecondsPath, "HeartbeatSeconds"),
            dialect.Template(task.Credentials, "Credentials"));
        return new TaskNode(task.Resource, fields)
        {
            Name = task.Name,
            Path = path,
            Flow = dialect.Flow(task),
            Retriers = Retriers(task),
            RetryEdges = RetryEdges(task, path),
            Catchers = Catchers(task, dialect),
        };
    }

    private ParallelNode Parallel(ParallelState parallel, string path, Dialect dialect, HashSet<string> variables)
    {
        CompiledGraph[] branches = [.. parallel.Branches.Select((branch, i) => Graph(branch, StatePaths.Branch(path, i), variables))];
        return new ParallelNode(branches)
        {
            Name = parallel.Name,
            Path = path,
            Flow = dialect.Flow(parallel),
            Retriers = Retriers(parallel),
            RetryEdges = RetryEdges(parallel, path),
            Catchers = Catchers(parallel, dialect),
        };
    }

    private StateNode Map(MapState map, string path, Dialect dialect, HashSet<string> variables)
    {
        CompiledGraph processor = Graph(map.ItemProcessor, StatePaths.Processor(path), map.IsDistributed ? [] : variables);
        // Before ItemSelector there was Parameters, which meant the same in a Map.
        Evaluator? selector = dialect.Template(map.ItemSelector, "ItemSelector") ?? dialect.Template(map.Parameters, "Parameters");
        var fields = new MapFields(dialect.Items(map), selector, dialect.Integer(map.MaxConcurrency, map.MaxConcurrencyPath, "MaxConcurrency"));
        if (!map.IsDistributed)
        {
            return new MapNode(processor, fields, dialect.Tolerance(map))
            {
                Name = map.Name,
                Path = path,
                Flow = dialect.Flow(map),
                Retriers = Retriers(map),
                RetryEdges = RetryEdges(map, path),
                Catchers = Catchers(map, dialect),
            };
        }

        return new DistributedMapNode(processor, fields, Distributed(map, dialect))
        {
            Name = map.Name,
            Path = path,
            Flow = dialect.Flow(map),
            Retriers = Retriers(map),
            RetryEdges = RetryEdges(map, path),
            Catchers = Catchers(map, dialect),
        };
    }

    private static DistributedMapFields Distributed(MapState map, Dialect dialect)
    {
        ItemReaderFields? reader = map.ItemReader is { } r
            ? new ItemReaderFields(
                r.Resource, dialect.ReaderArguments(r.Parameters, r.Arguments, "ItemReader"), r.ReaderConfig,
                dialect.Integer(r.ReaderConfig?.MaxItems, r.ReaderConfig?.MaxItemsPath, "MaxItems"))
            : null;
        ItemBatcherFields? batcher = map.ItemBatcher is { } b
            ? new ItemBatcherFields(
                dialect.Integer(b.MaxItemsPerBatch, b.MaxItemsPerBatchPath, "MaxItemsPerBatch"),
                dialect.Integer(b.MaxInputBytesPerBatch, b.MaxInputBytesPerBatchPath, "MaxInputBytesPerBatch"),
                dialect.Template(b.BatchInput, "BatchInput") is { } shared ? frame => shared(frame, frame.Input) : null)
            : null;
        ResultWriterFields? writer = map.ResultWriter is { } w
            ? new ResultWriterFields(w.Resource, dialect.ReaderArguments(w.Parameters, w.Arguments, "ResultWriter"), w.WriterConfig)
            : null;
        return new DistributedMapFields
        {
            ChildType = map.ItemProcessor.ProcessorConfig?.ExecutionType == "EXPRESS" ? StateMachineType.Express : StateMachineType.Standard,
            Label = map.Label,
            Reader = reader,
            Batcher = batcher,
            Writer = writer,
            Tolerance = dialect.Tolerance(map),
        };
    }

    private static RetrierNode[] Retriers(FallibleState state) => [.. state.Retry.Select(r => new RetrierNode(r))];

    private static Edge[] RetryEdges(FallibleState state, string path) => [.. state.Retry.Select((_, i) => new Edge(path, EdgeKind.Retry, i, path))];

    private static CatcherNode[] Catchers(FallibleState state, Dialect dialect) =>
        [.. state.Catch.Select((c, i) => new CatcherNode(i, c.ErrorEquals, dialect.Catcher(c, i)))];

    private static void Connect(State state, Dictionary<string, StateNode> local, string graphPath)
    {
        StateNode node = local[state.Name];
        foreach (Edge edge in DefinitionEdges.Of(state, graphPath))
        {
            string? next = edge.Kind switch
            {
                EdgeKind.Choice => ((ChoiceState)state).Choices[edge.Index].Next,
                EdgeKind.Default => ((ChoiceState)state).Default,
                EdgeKind.Next => ((TransitionState)state).Next,
                EdgeKind.Catch => ((FallibleState)state).Catch[edge.Index].Next,
                _ => null,
            };
            StateNode? target = null;
            if (next is not null && !local.TryGetValue(next, out target))
                throw new InvalidDefinitionException($"State '{state.Name}' leads to the state '{next}', which does not exist beside it.");
            var exit = new StateExit(edge, target);
            switch (edge.Kind)
            {
                case EdgeKind.Choice:
                    ((ChoiceNode)node).Rules[edge.Index].Exit = exit;
                    break;
                case EdgeKind.Default:
                    ((ChoiceNode)node).Otherwise!.Exit = exit;
                    break;
                case EdgeKind.Catch:
                    node.Catchers[edge.Index].Exit = exit;
                    break;
                case EdgeKind.Retry:
                    break;
                default:
                    ((INextNode)node).Exit = exit;
                    break;
            }
        }
    }
}
