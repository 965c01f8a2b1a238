namespace LambdaLift.Interpreter.Tasks;

/// <summary>
/// Plays the services that Task states call. Called once per attempt, in virtual-time order, on the thread that runs the
/// execution.
/// </summary>
public interface ITaskHandler
{
    /// <summary>
    /// Answers one attempt of one task. A thrown <see cref="TaskFailedException"/> counts as <see cref="TaskResponse.Failure"/>;
    /// any other exception ends the run and reaches the caller.
    /// </summary>
    TaskResponse Handle(TaskRequest request);
}

/// <summary>Thrown by a task handler to fail the task with an error name that Retry and Catch can match.</summary>
/// <param name="error">The error name, for example <c>Lambda.TooManyRequestsException</c>.</param>
/// <param name="cause">The description.</param>
public sealed class TaskFailedException(string? error, string? cause = null) : Exception(cause ?? error)
{
    /// <summary>The error name; null as after <c>SendTaskFailure</c> without one.</summary>
    public string? Error { get; } = error;

    /// <summary>The description.</summary>
    public string? Cause { get; } = cause;
}
