using LambdaLift.Interpreter.DataFlow;
using LambdaLift.Interpreter.Runtime;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.States;

/// <summary>A catcher, prepared for execution.</summary>
internal sealed class CatcherNode(int index, IReadOnlyList<string> errorEquals, CatchDataFlow flow)
{
    public int Index { get; } = index;

    public IReadOnlyList<string> ErrorEquals { get; } = errorEquals;

    /// <summary>The way out; set once the state that follows is prepared.</summary>
    public StateExit Exit { get; set; } = null!;

    /// <summary>Makes the error output and what follows from it.</summary>
    /// <exception cref="StateFailureException">The catcher's own output or assignment failed; this is not caught again.</exception>
    public StateStep Catch(StateFrame frame, StateFailure failure)
    {
        JsonData errorOutput = ErrorOutput(failure);
        return StateStep.Leave(Exit, flow.Catch(frame, errorOutput));
    }

    /// <summary>
    /// The error output. Recorded: a failure without error name and cause gives <c>{"Error": null, "Cause": null}</c>, but a
    /// timeout has an empty cause.
    /// </summary>
    public static DataObject ErrorOutput(StateFailure failure) => JsonData.Object(
        ("Error", failure.Error is null ? JsonData.Null : JsonData.String(failure.Error)),
        ("Cause", failure.Cause is not null ? JsonData.String(failure.Cause) : failure.Error == ErrorNames.Timeout ? JsonData.String("") : JsonData.Null));
}
