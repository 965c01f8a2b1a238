using LambdaLift.Interpreter.DataFlow;
using LambdaLift.Interpreter.DistributedMap;
using LambdaLift.Interpreter.History;
using LambdaLift.Interpreter.Runtime;
using LambdaLift.Interpreter.Tasks;
using LambdaLift.Interpreter.TestState;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.States;

/// <summary>
/// Runs the same states for every item or batch of items, as child executions with a context object and a history of their own.
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html.
/// </summary>
internal sealed class DistributedMapNode(CompiledGraph processor, MapFields fields, DistributedMapFields distributed) : StateNode, INextNode
{
    // https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html: at most so many children at once.
    private const int MaxChildren = 10_000;

    public StateExit Exit { get; set; } = null!;

    public override bool CanRetry => true;

    public override HistoryEventType EnteredEvent => HistoryEventType.MapStateEntered;

    public override HistoryEventType? ExitedEvent => HistoryEventType.MapStateExited;

    public override HistoryEventType? AbortedEvent => HistoryEventType.MapRunAborted;

    public override StateStep Execute(StateFrame frame)
    {
        int concurrency = fields.MaxConcurrency?.Invoke(frame) ?? 0;
        FailureTolerance tolerance = distributed.Tolerance(frame);
        DataArray items = distributed.Reader is { } reader ? Read(frame, reader) : fields.Items(frame);
        if (frame.Inspection is { } inspection) Inspect(inspection, concurrency, tolerance);
        if (frame.Run.Mock is { } mock)
        {
            JsonData result = mock.Result(Name);
            return tolerance.IsGiven && tolerance.IsExceededBy(mock.FailureCount, items.Count)
                ? StateStep.Fail(FailureTolerance.Exceeded)
                : StateStep.Leave(Exit, Flow.Complete(frame, result));
        }

        BranchRun parent = frame.Branch;
        parent.Record(HistoryEventType.MapStateStarted, number: items.Count);
        parent.Record(HistoryEventType.MapRunStarted);
        DataArray inputs = ItemInputs(frame, items);
        if (distributed.Batcher is { } batcher) inputs = batcher.Batch(frame, inputs);
        var group = new BranchGroup(frame, inputs.Count, concurrency == 0 ? MaxChildren : concurrency);
        frame.Suspension = group;
        int failures = 0;
        group.Start(
            index => Child(frame, group, index, inputs[index], concurrency == 1),
            result: () =>
            {
                JsonData result = distributed.Writer is { } writer ? Write(frame, writer, inputs, group) : group.Outputs();
                parent.Record(HistoryEventType.MapRunSucceeded);
                parent.Record(HistoryEventType.MapStateSucceeded);
                return StateStep.Leave(Exit, Flow.Complete(frame, result));
            },
            failed: (_, _) =>
            {
                if (!tolerance.IsExceededBy(++failures, inputs.Count)) return null;
                StateFailure failure = FailureTolerance.Exceeded;
                parent.Record(HistoryEventType.MapRunFailed, error: failure.Error, cause: failure.Cause);
                parent.Record(HistoryEventType.MapStateFailed, error: failure.Error, cause: failure.Cause);
                return StateStep.Fail(failure);
            });
        return StateStep.Suspended;
    }

    private DataArray ItemInputs(StateFrame frame, DataArray items)
    {
        if (fields.ItemSelector is null) return items;
        var inputs = new DataArrayBuilder(items.Count);
        for (int i = 0; i < items.Count; i++) inputs.Add(fields.ItemInput(frame, items[i], MapNode.MapItemContext(i, items[i])));
        return inputs.Build();
    }

    private BranchGroup.Child Child(StateFrame frame, BranchGroup group, int index, JsonData input, bool sequential)
    {
        ExecutionRun run = frame.Run;
        string name = run.Random.NextGuid().ToString();
        var execution = new ExecutionScope(
            run.Options, distributed.ChildType, name, $"{run.Options.StateMachineName}/{distributed.Label ?? Name}", input, run.Scheduler.Now, keepHistory: false);
        int started = execution.History.Add(HistoryEventType.ExecutionStarted, 0, run.Scheduler.Now, data: input);
        // A child execution sees neither the variables nor the context object of its parent.
        var branch = new BranchRun(
            run, execution, frame.Branch.Path.Iteration(Name, frame.EntryId, index, sequential), new VariableScope(null), null, started, group.Ended(index));
        return new BranchGroup.Child(branch, processor.Start, input);
    }

    private static void Inspect(Inspection inspection, int concurrency, FailureTolerance tolerance)
    {
        inspection.Set("maxConcurrency", concurrency);
        if (tolerance.Count is int count) inspection.Set("toleratedFailureCount", count);
        if (tolerance.Percentage is double percentage) inspection.Set("toleratedFailurePercentage", percentage);
    }

    private DataArray Read(StateFrame frame, ItemReaderFields reader)
    {
        if (frame.Run.Mock?.ReaderData is { } data) return data;
        try
        {
            IEnumerable<JsonData> items = Store(frame).ReadItems(new ItemReaderRequest(Name, reader.Resource, reader.Parameters(frame), reader.Config));
            return JsonData.Array(reader.MaxItems?.Invoke(frame) is int most and > 0 ? items.Take(most) : items);
        }
        catch (TaskFailedException e)
        {
            throw new StateFailureException(e.Error ?? ErrorNames.ItemReaderFailed, e.Cause, e);
        }
    }

    private JsonData Write(StateFrame frame, ResultWriterFields writer, DataArray inputs, BranchGroup group)
    {
        var children = new List<ChildExecution>(inputs.Count);
        for (int i = 0; i < inputs.Count; i++)
        {
            BranchResult result = group.Results[i]!.Value;
            children.Add(new ChildExecution(
                i, inputs[i], result.Failure is null ? ExecutionStatus.Succeeded : ExecutionStatus.Failed, result.Output, result.Failure?.Error, result.Failure?.Cause));
        }

        if (writer.Resource is null) return ResultFormat.Inline(writer.Config, children);
        try
        {
            return Store(frame).WriteResults(new ResultWriterRequest(Name, writer.Resource, writer.Parameters(frame), writer.Config, children));
        }
        catch (TaskFailedException e)
        {
            throw new StateFailureException(e.Error ?? ErrorNames.ResultWriterFailed, e.Cause, e);
        }
    }

    private IDistributedMapStore Store(StateFrame frame) =>
        frame.Run.Options.DistributedMapStore
        ?? throw new MissingMockException($"Map state '{Name}' reads items from or writes results to a service, but the options have no distributed map store.");
}
