using System.Collections.Immutable;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.StatesLanguage.Graphs;

/// <summary>Why control goes along an edge.</summary>
public enum EdgeKind
{
    /// <summary>The state's <c>Next</c>, or the way from the start or to the end.</summary>
    Next,

    /// <summary>A rule of a Choice.</summary>
    Choice,

    /// <summary>The default of a Choice.</summary>
    Default,

    /// <summary>A catcher.</summary>
    Catch,
}

/// <summary>What a node of a drawing stands for.</summary>
public enum NodeKind
{
    /// <summary>Where the workflow begins.</summary>
    Start,

    /// <summary>Where it ends.</summary>
    End,

    /// <summary>A state.</summary>
    State,
}

/// <summary>A node of a drawing.</summary>
public sealed record GraphNode
{
    /// <summary>Unique in the whole drawing; letters and digits.</summary>
    public required string Id { get; init; }

    /// <summary>What it stands for.</summary>
    public required NodeKind Kind { get; init; }

    /// <summary>The state's name; empty for start and end.</summary>
    public string Name { get; init; } = "";

    /// <summary>What the state does in a few words, <c>sns:publish</c> for instance; empty if its type says it all.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The state's type; null for start and end.</summary>
    public StateType? Type { get; init; }

    /// <summary>The branches of a Parallel, the processor of a Map.</summary>
    public ImmutableArray<WorkflowGraph> Children { get; init; } = [];
}

/// <summary>An edge of a drawing.</summary>
/// <param name="From">The id of the node it leaves.</param>
/// <param name="To">The id of the node it enters.</param>
/// <param name="Kind">Why control goes there.</param>
/// <param name="Label">The condition or the error names; empty if there is nothing to say.</param>
public sealed record GraphEdge(string From, string To, EdgeKind Kind, string Label);

/// <summary>A state machine, a branch or a processor as nodes and edges: what all drawings are made from.</summary>
/// <param name="Nodes">The nodes; the start first.</param>
/// <param name="Edges">The edges in the order of the definition.</param>
public sealed record WorkflowGraph(ImmutableArray<GraphNode> Nodes, ImmutableArray<GraphEdge> Edges)
{
    /// <summary>Draws a state machine. Transitions to states that do not exist are left out.</summary>
    public static WorkflowGraph Of(StateMachine machine) => new WorkflowGraphBuilder().Build(machine);
}
