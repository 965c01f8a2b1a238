using LambdaLift.Interpreter.DataFlow;
using LambdaLift.Interpreter.DistributedMap;
using LambdaLift.Interpreter.History;
using LambdaLift.Interpreter.Runtime;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.States;

/// <summary>Runs the same states for every item, in the execution itself.</summary>
internal sealed class MapNode(CompiledGraph processor, MapFields fields, Func<StateFrame, FailureTolerance> tolerance) : StateNode, INextNode
{
    public StateExit Exit { get; set; } = null!;

    public override bool CanRetry => true;

    public override HistoryEventType EnteredEvent => HistoryEventType.MapStateEntered;

    public override HistoryEventType? ExitedEvent => HistoryEventType.MapStateExited;

    public override HistoryEventType? AbortedEvent => HistoryEventType.MapStateAborted;

    public override StateStep Execute(StateFrame frame)
    {
        DataArray items = fields.Items(frame);
        int asked = fields.MaxConcurrency?.Invoke(frame) ?? 0;
        if (frame.Inspection is { } inspection) inspection.Set("maxConcurrency", asked);
        // Tolerated failures are for distributed Maps, but their fields are checked here too.
        tolerance(frame);
        int most = frame.Run.Options.Quotas.MaxInlineMapConcurrency ?? int.MaxValue;
        if (frame.Run.Mock is { } mock) return StateStep.Leave(Exit, Flow.Complete(frame, mock.Result(Name)));
        int concurrency = asked == 0 ? most : Math.Min(asked, most);

        BranchRun parent = frame.Branch;
        int started = parent.Record(HistoryEventType.MapStateStarted, number: items.Count);
        var group = new BranchGroup(frame, items.Count, concurrency)
        {
            Aborted = index => parent.Record(HistoryEventType.MapIterationAborted, Name, number: index),
        };
        frame.Suspension = group;
        group.Start(
            index =>
            {
                DataObject mapItem = MapItemContext(index, items[index]);
                int iteration = parent.Execution.History.Add(HistoryEventType.MapIterationStarted, started, frame.Run.Scheduler.Now, Name, number: index);
                JsonData input = fields.ItemInput(frame, items[index], mapItem);
                var run = new BranchRun(
                    frame.Run, parent.Execution, parent.Path.Iteration(Name, frame.EntryId, index, asked == 1), new VariableScope(parent.Variables),
                    mapItem, iteration, (run, result) =>
                    {
                        run.Record(
                            result.Failure is null ? HistoryEventType.MapIterationSucceeded : HistoryEventType.MapIterationFailed, Name,
                            error: result.Failure?.Error, cause: result.Failure?.Cause, number: index);
                        group.Ended(index)(run, result);
                    });
                return new BranchGroup.Child(run, processor.Start, input);
            },
            result: () =>
            {
                parent.Record(HistoryEventType.MapStateSucceeded);
                return StateStep.Leave(Exit, Flow.Complete(frame, group.Outputs()));
            },
            failed: (_, failure) =>
            {
                parent.Record(HistoryEventType.MapStateFailed, error: failure.Error, cause: failure.Cause);
                return StateStep.Fail(failure);
            });
        return StateStep.Suspended;
    }

    /// <summary><c>$$.Map</c> of one item.</summary>
    public static DataObject MapItemContext(int index, JsonData item) =>
        JsonData.Object(("Item", JsonData.Object(("Index", JsonData.Number((long)index)), ("Value", item))));
}
