using LambdaLift.Interpreter.History;
using LambdaLift.Interpreter.Runtime;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.States;

/// <summary>Runs branches concurrently; one that fails ends the others and the state.</summary>
internal sealed class ParallelNode(CompiledGraph[] branches) : StateNode, INextNode
{
    public StateExit Exit { get; set; } = null!;

    public override bool CanRetry => true;

    public override HistoryEventType EnteredEvent => HistoryEventType.ParallelStateEntered;

    public override HistoryEventType? ExitedEvent => HistoryEventType.ParallelStateExited;

    public override HistoryEventType? AbortedEvent => HistoryEventType.ParallelStateAborted;

    public override StateStep Execute(StateFrame frame)
    {
        JsonData input = Flow.Arguments(frame);
        if (frame.Run.Mock is { } mock) return StateStep.Leave(Exit, Flow.Complete(frame, mock.Result(Name)));
        BranchRun parent = frame.Branch;
        int started = parent.Record(HistoryEventType.ParallelStateStarted);
        var group = new BranchGroup(frame, branches.Length, branches.Length);
        frame.Suspension = group;
        group.Start(
            index => new BranchGroup.Child(
                new BranchRun(
                    frame.Run, parent.Execution, parent.Path.Branch(Name, frame.EntryId, index), new VariableScope(parent.Variables),
                    parent.MapItem, started, group.Ended(index)),
                branches[index].Start,
                input),
            result: () =>
            {
                parent.Record(HistoryEventType.ParallelStateSucceeded);
                return StateStep.Leave(Exit, Flow.Complete(frame, group.Outputs()));
            },
            failed: (_, failure) =>
            {
                parent.Record(HistoryEventType.ParallelStateFailed, error: failure.Error, cause: failure.Cause);
                return StateStep.Fail(failure);
            });
        return StateStep.Suspended;
    }
}
