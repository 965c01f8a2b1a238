using LambdaLift.Interpreter.Coverage;
using LambdaLift.Interpreter.States;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.Runtime;

/// <summary>What a state's output is and what it assigns; both were computed from the values before the state.</summary>
/// <param name="Output">The output.</param>
/// <param name="Assign">Variables to assign; null: none.</param>
internal readonly record struct StateOutcome(JsonData Output, DataObject? Assign);

/// <summary>What became of an attempt of a state.</summary>
internal readonly struct StateStep
{
    private StateStep(StateExit? exit, StateOutcome outcome, StateFailure? failure)
    {
        Exit = exit;
        Outcome = outcome;
        Failure = failure;
    }

    /// <summary>The state waits for something; it will report through <see cref="BranchRun"/>.</summary>
    public static StateStep Suspended => default;

    /// <summary>The way out of a state that is done; null otherwise.</summary>
    public StateExit? Exit { get; }

    /// <summary>Output and assignments of a state that is done.</summary>
    public StateOutcome Outcome { get; }

    /// <summary>Why the state failed; null otherwise.</summary>
    public StateFailure? Failure { get; }

    public bool IsSuspended => Exit is null && Failure is null;

    public static StateStep Leave(StateExit exit, StateOutcome outcome) => new(exit, outcome, null);

    public static StateStep Fail(StateFailure failure) => new(null, default, failure);
}

/// <summary>One way out of a state, made once per definition.</summary>
/// <param name="Edge">The edge, as coverage counts it.</param>
/// <param name="Next">The state that follows; null when the branch ends.</param>
internal sealed record StateExit(Edge Edge, StateNode? Next)
{
    public string? NextName => Next?.Name;
}
