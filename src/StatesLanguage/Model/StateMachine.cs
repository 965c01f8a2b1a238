using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Model;

/// <summary>States that refer to each other by name: a state machine, a branch of a Parallel, or the processor of a Map.</summary>
public abstract record StateGraph
{
    /// <summary>For people.</summary>
    public string? Comment { get; init; }

    /// <summary>The name of the state that runs first.</summary>
    public required string StartAt { get; init; }

    /// <summary>The states by name, in the order of the definition.</summary>
    public required StateMap States { get; init; }

    /// <summary>States whose type the language does not know, as they were.</summary>
    public DataObject UnreadableStates { get; init; } = DataObject.Empty;

    /// <summary>Fields that the language does not know, or whose value it does not allow, as they were.</summary>
    public DataObject Extra { get; init; } = DataObject.Empty;

    /// <summary>Where this was read.</summary>
    public SourceNode Source { get; init; }

    /// <summary>All states in this graph and in the branches and processors of its states, each with the graph that holds it; outer before inner.</summary>
    public IEnumerable<(StateGraph Graph, State State)> AllStates()
    {
        foreach (var state in States)
        {
            yield return (this, state);
            foreach (var graph in state.Subgraphs)
            {
                foreach (var inner in graph.AllStates())
                {
                    yield return inner;
                }
            }
        }
    }
}

/// <summary>A state machine: the root of a definition in the Amazon States Language.</summary>
/// <remarks>Source: https://states-language.net/spec.html.</remarks>
public sealed record StateMachine : StateGraph
{
    /// <summary>The language of states that name none; null means JSONPath.</summary>
    public QueryLanguage? QueryLanguage { get; init; }

    /// <summary>The version of the language, <c>1.0</c>.</summary>
    public string? Version { get; init; }

    /// <summary>The longest time an execution may run, in seconds; then it fails with <c>States.Timeout</c>.</summary>
    public NumberOrExpression? TimeoutSeconds { get; init; }
}

/// <summary>One branch of a Parallel state.</summary>
public sealed record Branch : StateGraph;

/// <summary>What a Map state runs for every item (field <c>ItemProcessor</c>, in old definitions <c>Iterator</c>).</summary>
public sealed record ItemProcessor : StateGraph
{
    /// <summary>Whether items run in this execution or as child executions; null means inline.</summary>
    public ProcessorConfig? ProcessorConfig { get; init; }
}

/// <summary>How a Map state runs its items.</summary>
public sealed record ProcessorConfig
{
    /// <summary>The <see cref="Mode"/> in which items run inside the execution.</summary>
    public const string Inline = "INLINE";

    /// <summary>The <see cref="Mode"/> in which items run as child executions.</summary>
    public const string Distributed = "DISTRIBUTED";

    /// <summary><c>INLINE</c> (also if null) or <c>DISTRIBUTED</c>.</summary>
    public string? Mode { get; init; }

    /// <summary><c>STANDARD</c> or <c>EXPRESS</c>; required for, and allowed only with, <c>DISTRIBUTED</c>.</summary>
    public string? ExecutionType { get; init; }

    /// <inheritdoc cref="StateGraph.Extra"/>
    public DataObject Extra { get; init; } = DataObject.Empty;

    /// <inheritdoc cref="StateGraph.Source"/>
    public SourceNode Source { get; init; }
}
