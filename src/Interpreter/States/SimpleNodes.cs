using LambdaLift.Interpreter.DataFlow;
using LambdaLift.Interpreter.History;
using LambdaLift.Interpreter.Runtime;

namespace LambdaLift.Interpreter.States;

/// <summary>Passes data on.</summary>
internal sealed class PassNode : StateNode, INextNode
{
    public StateExit Exit { get; set; } = null!;

    public override HistoryEventType EnteredEvent => HistoryEventType.PassStateEntered;

    public override HistoryEventType? ExitedEvent => HistoryEventType.PassStateExited;

    public override StateStep Execute(StateFrame frame) => StateStep.Leave(Exit, Flow.Pass(frame));
}

/// <summary>Ends the branch with success.</summary>
internal sealed class SucceedNode : StateNode, INextNode
{
    public StateExit Exit { get; set; } = null!;

    public override HistoryEventType EnteredEvent => HistoryEventType.SucceedStateEntered;

    public override HistoryEventType? ExitedEvent => HistoryEventType.SucceedStateExited;

    public override StateStep Execute(StateFrame frame) => StateStep.Leave(Exit, Flow.PassOn(frame));
}

/// <summary>Ends the branch with a failure.</summary>
internal sealed class FailNode(TextEvaluator? error, TextEvaluator? cause) : StateNode, INextNode
{
    public StateExit Exit { get; set; } = null!;

    public override StateExit? FailExit => Exit;

    public override HistoryEventType EnteredEvent => HistoryEventType.FailStateEntered;

    public override HistoryEventType? ExitedEvent => null;

    public override StateStep Execute(StateFrame frame)
    {
        if (frame.Inspection is not null) _ = frame.Input;
        return StateStep.Fail(new StateFailure(error?.Invoke(frame), cause?.Invoke(frame)));
    }
}

/// <summary>Waits for a time or until a time.</summary>
internal sealed class WaitNode(WaitEvaluator wait) : StateNode, INextNode
{
    public StateExit Exit { get; set; } = null!;

    public override HistoryEventType EnteredEvent => HistoryEventType.WaitStateEntered;

    public override HistoryEventType? ExitedEvent => HistoryEventType.WaitStateExited;

    public override HistoryEventType? AbortedEvent => HistoryEventType.WaitStateAborted;

    public override StateStep Execute(StateFrame frame)
    {
        DateTimeOffset now = frame.Run.Scheduler.Now;
        DateTimeOffset until = wait(frame, now);
        if (until <= now || frame.Inspection is not null) return StateStep.Leave(Exit, Flow.PassOn(frame));
        frame.Suspension = new TimerSuspension(frame.Run.Scheduler.At(until, () =>
            frame.Branch.Resume(frame, () => StateStep.Leave(Exit, Flow.PassOn(frame)))));
        return StateStep.Suspended;
    }
}

/// <summary>A state with one regular way out, set once the state that follows is prepared.</summary>
internal interface INextNode
{
    StateExit Exit { get; set; }
}
