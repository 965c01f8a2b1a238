using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.Tasks;

/// <summary>A task handler's answer to one attempt.</summary>
public sealed record TaskResponse
{
    private TaskResponse()
    {
    }

    /// <summary>The result; null when the task fails or does not complete by itself.</summary>
    public JsonData? Output { get; private init; }

    /// <summary>Whether the task fails.</summary>
    public bool IsFailure { get; private init; }

    /// <summary>Whether the task never completes by itself: it ends by callback, timeout, heartbeat or the end of the execution.</summary>
    public bool IsPending { get; private init; }

    /// <summary>The error name of a failure.</summary>
    public string? Error { get; private init; }

    /// <summary>The description of a failure.</summary>
    public string? Cause { get; private init; }

    /// <summary>Virtual time that the attempt takes; zero unless told.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Virtual time between the heartbeats that the task sends while it runs; null: it sends none.</summary>
    public TimeSpan? HeartbeatInterval { get; init; }

    /// <summary>The task succeeds.</summary>
    public static TaskResponse Success(JsonData output, TimeSpan duration = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        return new() { Output = output, Duration = duration };
    }

    /// <summary>The task fails.</summary>
    public static TaskResponse Failure(string? error, string? cause = null, TimeSpan duration = default) =>
        new() { IsFailure = true, Error = error, Cause = cause, Duration = duration };

    /// <summary>The task does not complete by itself.</summary>
    public static TaskResponse Pending { get; } = new() { IsPending = true };
}
