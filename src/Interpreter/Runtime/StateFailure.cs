namespace LambdaLift.Interpreter.Runtime;

/// <summary>Why a state failed: what Retry and Catch match and what an execution ends with.</summary>
internal sealed record StateFailure(string? Error, string? Cause)
{
    /// <summary>
    /// An expired heartbeat is recorded as <c>States.Timeout</c>, but may be retried and caught as <c>States.HeartbeatTimeout</c> too.
    /// </summary>
    public bool IsHeartbeatTimeout { get; init; }

    /// <summary>The execution must end, whatever Retry and Catch say: a quota of the execution as a whole is used up.</summary>
    public bool IsFatal { get; init; }
}

/// <summary>Carries a failure out of nested evaluation to the branch, the one place that decides what becomes of it.</summary>
internal sealed class StateFailureException(StateFailure failure, Exception? inner = null) : Exception(failure.Cause ?? failure.Error, inner)
{
    public StateFailureException(string error, string? cause, Exception? inner = null) : this(new StateFailure(error, cause), inner)
    {
    }

    public StateFailure Failure { get; } = failure;
}
