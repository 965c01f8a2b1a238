namespace LambdaLift.Interpreter.Coverage;

/// <summary>What leads out of a state.</summary>
public enum EdgeKind
{
    /// <summary>The state's <c>Next</c>.</summary>
    Next,

    /// <summary>The state's <c>End</c>, or a Succeed state.</summary>
    End,

    /// <summary>A Fail state.</summary>
    Fail,

    /// <summary>A rule of a Choice state; <see cref="Edge.Index"/> is its place.</summary>
    Choice,

    /// <summary>The <c>Default</c> of a Choice state.</summary>
    Default,

    /// <summary>A retrier of a state, back to the state itself; <see cref="Edge.Index"/> is its place.</summary>
    Retry,

    /// <summary>A catcher of a state; <see cref="Edge.Index"/> is its place.</summary>
    Catch,
}

/// <summary>One way out of one state of a definition.</summary>
/// <param name="FromPath">Path of the state, unique in the definition: see <see cref="DefinitionEdges"/>.</param>
/// <param name="Kind">What leads out.</param>
/// <param name="Index">Zero-based place among the rules, retriers or catchers; 0 for the other kinds.</param>
/// <param name="ToPath">Path of the state that follows; null when the branch ends.</param>
public sealed record Edge(string FromPath, EdgeKind Kind, int Index, string? ToPath)
{
    /// <summary>For example <c>Check --choice 1--&gt; Approve</c>.</summary>
    public override string ToString() =>
        $"{FromPath} --{Kind.ToString().ToLowerInvariant()}{(Kind is EdgeKind.Choice or EdgeKind.Catch or EdgeKind.Retry ? " " + Index : "")}--> {ToPath ?? "(end)"}";
}

/// <summary>An edge that an execution took.</summary>
/// <param name="Edge">The edge.</param>
/// <param name="EntryId">The state entry that was left (or retried).</param>
/// <param name="BranchPath">The Parallel branches and Map iterations that enclose it.</param>
/// <param name="Time">Virtual time.</param>
public sealed record Transition(Edge Edge, int EntryId, BranchPath BranchPath, DateTimeOffset Time);
