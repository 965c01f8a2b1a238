using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.Tasks;

/// <summary>How an attempt of a task ended.</summary>
public enum TaskOutcome
{
    /// <summary>With a result.</summary>
    Succeeded,

    /// <summary>With an error from the service.</summary>
    Failed,

    /// <summary>By <c>TimeoutSeconds</c> or <c>HeartbeatSeconds</c>.</summary>
    TimedOut,

    /// <summary>Because a sibling branch failed, or the execution ended, while it ran.</summary>
    Aborted,
}

/// <summary>One attempt of one task: what was asked, when, and what came of it.</summary>
public sealed class TaskCall
{
    internal TaskCall(TaskRequest request) => Request = request;

    /// <summary>What the handler was asked.</summary>
    public TaskRequest Request { get; }

    /// <summary>The state's name.</summary>
    public string StateName => Request.StateName;

    /// <summary>The resource.</summary>
    public string Resource => Request.Resource;

    /// <summary>The evaluated parameters or arguments.</summary>
    public JsonData Parameters => Request.Parameters;

    /// <summary>Virtual time at the start.</summary>
    public DateTimeOffset StartTime => Request.VirtualTime;

    /// <summary>Virtual time at the end. Of two calls, one is ordered before the other when it ended before, or when, the other started and its <see cref="CompletionOrder"/> says so.</summary>
    public DateTimeOffset EndTime { get; private set; }

    /// <summary>How it ended.</summary>
    public TaskOutcome Outcome { get; private set; } = TaskOutcome.Aborted;

    /// <summary>The result of a success.</summary>
    public JsonData? Output { get; private set; }

    /// <summary>The error name of a failure.</summary>
    public string? Error { get; private set; }

    /// <summary>The description of a failure.</summary>
    public string? Cause { get; private set; }

    /// <summary>Position of the start among all starts and ends of calls: a total order that agrees with virtual time.</summary>
    public int StartOrder { get; internal init; }

    /// <summary>Position of the end among all starts and ends of calls. A call whose <see cref="StartOrder"/> is greater began after this one had ended.</summary>
    public int CompletionOrder { get; private set; } = int.MaxValue;

    /// <summary>
    /// Whether the definition orders this call before <paramref name="other"/>: it had ended when the other started, and one's
    /// branch encloses the other's, or both lie in branches that run one after the other by definition. Calls in different branches
    /// of one Parallel entry, or iterations of one concurrent Map entry, are not ordered.
    /// </summary>
    public bool HappensBefore(TaskCall other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (CompletionOrder > other.StartOrder) return false;
        BranchPath mine = Request.BranchPath, theirs = other.Request.BranchPath;
        while (mine.Depth > theirs.Depth) mine = mine.Parent!;
        while (theirs.Depth > mine.Depth) theirs = theirs.Parent!;
        // Up to the outermost place where the two part: branches of one entry of one state ran concurrently.
        bool concurrent = false;
        while (mine.Depth > 0)
        {
            if (!mine.Equals(theirs)) concurrent = mine.EntryId == theirs.EntryId && !mine.IsSequential;
            mine = mine.Parent!;
            theirs = theirs.Parent!;
        }

        return !concurrent;
    }

    internal void Abort(DateTimeOffset time) => EndTime = time;

    internal void Complete(TaskOutcome outcome, DateTimeOffset time, int order, JsonData? output, string? error, string? cause)
    {
        Outcome = outcome;
        EndTime = time;
        CompletionOrder = order;
        Output = output;
        Error = error;
        Cause = cause;
    }
}
