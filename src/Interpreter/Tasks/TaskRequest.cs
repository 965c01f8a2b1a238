using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.Tasks;

/// <summary>How a task waits for the service that it calls.</summary>
public enum IntegrationPattern
{
    /// <summary>The service's answer is the result.</summary>
    RequestResponse,

    /// <summary><c>.sync</c> or <c>.sync:2</c>: the result is that of the job that was started.</summary>
    RunJob,

    /// <summary><c>.waitForTaskToken</c>: the result is what <c>SendTaskSuccess</c> brings.</summary>
    WaitForTaskToken,
}

/// <summary>One attempt of one Task state, as the task handler sees it.</summary>
public sealed class TaskRequest
{
    internal TaskRequest()
    {
    }

    /// <summary>Number of the attempt among all attempts of the execution, from 0: unique.</summary>
    public required int CallId { get; init; }

    /// <summary>Number of the state entry: all attempts of one entry share it.</summary>
    public required int EntryId { get; init; }

    /// <summary>How often this entry was retried before: 0 for the first attempt (<c>$$.State.RetryCount</c>).</summary>
    public required int Attempt { get; init; }

    /// <summary>The state's name.</summary>
    public required string StateName { get; init; }

    /// <summary>The state's place in the definition.</summary>
    public required string StatePath { get; init; }

    /// <summary>The Parallel branches and Map iterations that enclose the task.</summary>
    public required BranchPath BranchPath { get; init; }

    /// <summary>The resource as the definition has it, after substitutions; for example <c>arn:aws:states:::sqs:sendMessage.waitForTaskToken</c>.</summary>
    public required string Resource { get; init; }

    /// <summary>What the suffix of <see cref="Resource"/> asks for.</summary>
    public required IntegrationPattern Pattern { get; init; }

    /// <summary>The evaluated <c>Parameters</c> or <c>Arguments</c>; the effective input when the state has neither.</summary>
    public required JsonData Parameters { get; init; }

    /// <summary>The evaluated <c>Credentials</c>; null when the state has none.</summary>
    public JsonData? Credentials { get; init; }

    /// <summary>The context object (<c>$$</c>, <c>$states.context</c>) of the attempt.</summary>
    public required JsonData Context { get; init; }

    /// <summary>The token (<c>$$.Task.Token</c>) of a task that waits for a token or for a job; otherwise null.</summary>
    public string? TaskToken { get; init; }

    /// <summary>Virtual time at which the attempt starts.</summary>
    public required DateTimeOffset VirtualTime { get; init; }

    /// <summary>The evaluated <c>TimeoutSeconds</c>; null when there is none.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The evaluated <c>HeartbeatSeconds</c>; null when there is none.</summary>
    public TimeSpan? Heartbeat { get; init; }

    /// <summary>Completes tasks that wait for a token, this one or another; usable from any later call of the handler too.</summary>
    public required ITaskCallbacks Callbacks { get; init; }
}

/// <summary>The <c>SendTask…</c> actions, on the virtual clock. A token that is unknown or whose task is over is ignored, as AWS answers <c>TaskTimedOut</c> to the caller, not to the execution.</summary>
public interface ITaskCallbacks
{
    /// <summary>Completes the task after a delay of virtual time (<c>SendTaskSuccess</c>).</summary>
    void SendTaskSuccess(string taskToken, JsonData output, TimeSpan delay = default);

    /// <summary>Fails the task after a delay of virtual time (<c>SendTaskFailure</c>).</summary>
    void SendTaskFailure(string taskToken, string? error = null, string? cause = null, TimeSpan delay = default);

    /// <summary>Restarts the task's heartbeat interval after a delay of virtual time (<c>SendTaskHeartbeat</c>).</summary>
    void SendTaskHeartbeat(string taskToken, TimeSpan delay = default);
}
