using LambdaLift.Interpreter.DataFlow;
using LambdaLift.Interpreter.History;
using LambdaLift.Interpreter.Runtime;
using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.States;

/// <summary>Calls a service through the task handler.</summary>
internal sealed class TaskNode(string resource, TaskFields fields) : StateNode, INextNode
{
    private readonly TaskEvents _events = TaskEvents.For(resource);
    private readonly IntegrationPattern _pattern = PatternOf(resource);

    public StateExit Exit { get; set; } = null!;

    public override bool CanRetry => true;

    public override HistoryEventType EnteredEvent => HistoryEventType.TaskStateEntered;

    public override HistoryEventType? ExitedEvent => HistoryEventType.TaskStateExited;

    public override HistoryEventType? AbortedEvent => HistoryEventType.TaskStateAborted;

    public override StateStep Execute(StateFrame frame)
    {
        ExecutionRun run = frame.Run;
        if (_pattern != IntegrationPattern.RequestResponse && frame.Branch.Execution.Type == StateMachineType.Express && run.Mock is null)
            throw frame.RuntimeError(ErrorNames.Runtime, $"Express workflows do not support the resource '{resource}'.");
        // Recorded: $$.Task.Token is there for .sync too, for the job to pass on.
        if (_pattern != IntegrationPattern.RequestResponse) frame.TaskToken = run.Callbacks.Issue();
        JsonData parameters = Flow.Arguments(frame);
        if (run.Options.Quotas.MaxDataBytes is int limit && !ReferenceEquals(parameters, frame.RawInput) && DataSize.Exceeds(parameters, limit))
            throw new StateFailureException(ErrorNames.DataLimitExceeded, $"The state/task '{Name}' got an input with a size exceeding the maximum number of bytes service limit.");
        TimeSpan? timeout = fields.Timeout?.Invoke(frame), heartbeat = fields.Heartbeat?.Invoke(frame);
        JsonData? credentials = fields.Credentials?.Invoke(frame, frame.Input);

        frame.Branch.Record(_events.Scheduled, data: parameters, resource: resource);
        frame.Branch.Record(_events.Started, resource: resource);
        var request = new TaskRequest
        {
            CallId = run.NextCallId(),
            EntryId = frame.EntryId,
            Attempt = frame.RetryCount,
            StateName = Name,
            StatePath = Path,
            BranchPath = frame.Branch.Path,
            Resource = resource,
            Pattern = _pattern,
            Parameters = parameters,
            Credentials = credentials,
            Context = frame.Context,
            TaskToken = frame.TaskToken,
            VirtualTime = run.Scheduler.Now,
            Timeout = timeout,
            Heartbeat = heartbeat,
            Callbacks = run.Callbacks,
        };
        var call = new TaskCall(request) { StartOrder = run.NextCallEvent() };
        run.Called(call);
        TaskResponse response = Ask(run, request);
        if (_pattern != IntegrationPattern.RequestResponse) frame.Branch.Record(HistoryEventType.TaskSubmitted, resource: resource);
        if (!response.IsPending && response.Duration <= TimeSpan.Zero) return Complete(frame, call, response);
        var attempt = new TaskAttempt(frame, this, call);
        frame.Suspension = attempt;
        attempt.Wait(response);
        return StateStep.Suspended;
    }

    /// <summary>Takes the service's answer.</summary>
    public StateStep Complete(StateFrame frame, TaskCall call, TaskResponse response)
    {
        ExecutionRun run = frame.Run;
        StateFailure? failure = response.IsFailure ? new StateFailure(response.Error, response.Cause) : null;
        if (failure is null && run.Options.Quotas.MaxDataBytes is int limit && DataSize.Exceeds(response.Output!, limit)) failure = ExecutionRun.TooLarge(_events.SizeLimitName);
        if (failure is not null)
        {
            // A handler may play a timeout by failing with its error name.
            bool timedOut = failure.Error == ErrorNames.Timeout;
            call.Complete(timedOut ? TaskOutcome.TimedOut : TaskOutcome.Failed, run.Scheduler.Now, run.NextCallEvent(), null, failure.Error, failure.Cause);
            frame.Branch.Record(timedOut ? _events.TimedOut : _events.Failed, resource: resource, error: failure.Error, cause: failure.Cause);
            return StateStep.Fail(failure);
        }

        call.Complete(TaskOutcome.Succeeded, run.Scheduler.Now, run.NextCallEvent(), response.Output, null, null);
        frame.Branch.Record(_events.Succeeded, data: response.Output, resource: resource);
        frame.Inspection?.Set("result", response.Output!);
        return StateStep.Leave(Exit, Flow.Complete(frame, response.Output!));
    }

    /// <summary>The attempt took too long.</summary>
    public StateStep TimeOut(StateFrame frame, TaskCall call, bool heartbeat)
    {
        // Recorded: an expired heartbeat has the error name States.Timeout, and neither has a cause.
        var failure = new StateFailure(ErrorNames.Timeout, null) { IsHeartbeatTimeout = heartbeat };
        call.Complete(TaskOutcome.TimedOut, frame.Run.Scheduler.Now, frame.Run.NextCallEvent(), null, failure.Error, null);
        frame.Branch.Record(_events.TimedOut, resource: resource, error: failure.Error);
        return StateStep.Fail(failure);
    }

    private static TaskResponse Ask(ExecutionRun run, TaskRequest request)
    {
        if (run.Options.TaskHandler is not { } handler)
            throw new MissingMockException($"State '{request.StateName}' calls {request.Resource}, but the options have no task handler.");
        try
        {
            return handler.Handle(request) ?? throw new MissingMockException($"The task handler has no answer for state '{request.StateName}', which calls {request.Resource}.");
        }
        catch (TaskFailedException e)
        {
            return TaskResponse.Failure(e.Error, e.Cause);
        }
    }

    private static IntegrationPattern PatternOf(string resource) =>
        resource.EndsWith(".waitForTaskToken", StringComparison.Ordinal) ? IntegrationPattern.WaitForTaskToken
        : resource.EndsWith(".sync", StringComparison.Ordinal) || resource.EndsWith(".sync:2", StringComparison.Ordinal) ? IntegrationPattern.RunJob
        : IntegrationPattern.RequestResponse;
}

/// <summary>The event types of a task, which depend on what it calls.</summary>
internal sealed record TaskEvents(
    HistoryEventType Scheduled, HistoryEventType Started, HistoryEventType Succeeded, HistoryEventType Failed, HistoryEventType TimedOut, string SizeLimitName)
{
    public static TaskEvents For(string resource)
    {
        string[] parts = resource.Split(':');
        if (parts is ["arn", _, "lambda", ..])
        {
            return new(
                HistoryEventType.LambdaFunctionScheduled, HistoryEventType.LambdaFunctionStarted, HistoryEventType.LambdaFunctionSucceeded,
                HistoryEventType.LambdaFunctionFailed, HistoryEventType.LambdaFunctionTimedOut, resource);
        }

        if (parts is ["arn", _, "states", _, _, "activity", ..])
        {
            return new(
                HistoryEventType.ActivityScheduled, HistoryEventType.ActivityStarted, HistoryEventType.ActivitySucceeded,
                HistoryEventType.ActivityFailed, HistoryEventType.ActivityTimedOut, resource);
        }

        // Recorded: a result of lambda:invoke that is too large is said to be that of 'lambda'.
        return new(
            HistoryEventType.TaskScheduled, HistoryEventType.TaskStarted, HistoryEventType.TaskSucceeded, HistoryEventType.TaskFailed,
            HistoryEventType.TaskTimedOut, parts.Length >= 7 ? string.Join(':', parts[5..^1]) : resource);
    }
}
