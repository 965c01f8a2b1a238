using LambdaLift.Interpreter.Coverage;
using LambdaLift.Interpreter.DataFlow;
using LambdaLift.Interpreter.History;
using LambdaLift.Interpreter.Runtime;

namespace LambdaLift.Interpreter.States;

/// <summary>A state of a definition, prepared for execution: names resolved, expressions compiled. Shared by all executions.</summary>
internal abstract class StateNode
{
    /// <summary>The state's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its place in the definition.</summary>
    public required string Path { get; init; }

    /// <summary>How data flows into and out of the state.</summary>
    public required StateDataFlow Flow { get; init; }

    /// <summary>Retriers in order; none for states that cannot retry.</summary>
    public RetrierNode[] Retriers { get; init; } = [];

    /// <summary>Catchers in order; none for states that cannot catch.</summary>
    public CatcherNode[] Catchers { get; init; } = [];

    /// <summary>One edge per retrier.</summary>
    public Edge[] RetryEdges { get; init; } = [];

    /// <summary>Whether states of this type can have retriers.</summary>
    public virtual bool CanRetry => false;

    /// <summary>The way out of a Fail state; null for the others.</summary>
    public virtual StateExit? FailExit => null;

    public abstract HistoryEventType EnteredEvent { get; }

    /// <summary>Null for Fail states, which are never left.</summary>
    public abstract HistoryEventType? ExitedEvent { get; }

    /// <summary>Recorded when the state is called off; null for states that take no time.</summary>
    public virtual HistoryEventType? AbortedEvent => null;

    /// <summary>Runs one attempt of the state, to its end or until it has to wait.</summary>
    /// <exception cref="StateFailureException">The attempt failed.</exception>
    public abstract StateStep Execute(StateFrame frame);

    /// <summary>The retrier that takes the failure and how long to wait; null when none matches, or the first that matches is used up.</summary>
    public (int Index, TimeSpan Delay)? FindRetrier(StateFrame frame, StateFailure failure)
    {
        for (int i = 0; i < Retriers.Length; i++)
        {
            if (!ErrorNames.Matches(Retriers[i].ErrorEquals, failure)) continue;
            int used = frame.RetrierCounts[i];
            if (used >= Retriers[i].MaxAttempts) return null;
            return (i, frame.Run.Options.RetryIntervalPasses(frame.EntryId) ? Retriers[i].Delay(used, frame.Run.Random) : TimeSpan.Zero);
        }

        return null;
    }

    /// <summary>The catcher that takes the failure; null when none matches.</summary>
    public CatcherNode? FindCatcher(StateFailure failure)
    {
        foreach (CatcherNode catcher in Catchers)
        {
            if (ErrorNames.Matches(catcher.ErrorEquals, failure)) return catcher;
        }

        return null;
    }
}
