namespace LambdaLift.Interpreter.Scheduling;

/// <summary>
/// A discrete-event scheduler with a virtual clock: no threads, no real time. Work that is due at the same instant runs in the
/// order in which it was asked for, or, with a seed, in an order drawn from it, so that every interleaving of concurrent
/// branches can be tried and repeated.
/// </summary>
internal sealed class VirtualScheduler(DateTimeOffset start, DeterministicRandom? tieBreaker)
{
    private readonly PriorityQueue<ScheduledWork, Priority> _queue = new();
    private uint _sequence;

    /// <summary>The virtual time.</summary>
    public DateTimeOffset Now { get; private set; } = start;

    /// <summary>
    /// Whether nothing else is waiting to run at this very instant, so that a branch may go on without yielding.
    /// </summary>
    public bool IsIdleNow
    {
        get
        {
            DiscardCancelled();
            return !_queue.TryPeek(out _, out Priority next) || next.Time > Now.UtcTicks;
        }
    }

    /// <summary>Runs <paramref name="action"/> at the current virtual time, after what is running now.</summary>
    public ScheduledWork Post(Action action) => At(Now, action);

    /// <summary>Runs <paramref name="action"/> after a delay of virtual time; a negative delay counts as none.</summary>
    public ScheduledWork After(TimeSpan delay, Action action)
    {
        if (delay < TimeSpan.Zero) delay = TimeSpan.Zero;
        TimeSpan left = DateTimeOffset.MaxValue - Now;
        return At(delay >= left ? DateTimeOffset.MaxValue : Now + delay, action);
    }

    /// <summary>Runs <paramref name="action"/> at a virtual time; a time in the past counts as now.</summary>
    public ScheduledWork At(DateTimeOffset time, Action action)
    {
        if (time < Now) time = Now;
        var work = new ScheduledWork(action);
        uint tie = tieBreaker is null ? 0 : (uint)(tieBreaker.NextBits() >> 32);
        _queue.Enqueue(work, new Priority(time.UtcTicks, tie, _sequence++));
        return work;
    }

    /// <summary>Runs until nothing is left or <paramref name="stop"/> says so. The clock jumps from one instant to the next.</summary>
    public void Run(Func<bool> stop)
    {
        while (!stop() && _queue.TryDequeue(out ScheduledWork? work, out Priority priority))
        {
            if (work.IsCancelled) continue;
            if (priority.Time > Now.UtcTicks) Now = new DateTimeOffset(priority.Time, TimeSpan.Zero);
            work.Run();
        }
    }

    private void DiscardCancelled()
    {
        while (_queue.TryPeek(out ScheduledWork? work, out _) && work.IsCancelled) _queue.Dequeue();
    }

    private readonly record struct Priority(long Time, uint Tie, uint Sequence) : IComparable<Priority>
    {
        public int CompareTo(Priority other)
        {
            int byTime = Time.CompareTo(other.Time);
            if (byTime != 0) return byTime;
            int byTie = Tie.CompareTo(other.Tie);
            return byTie != 0 ? byTie : Sequence.CompareTo(other.Sequence);
        }
    }
}

/// <summary>An appointment with the scheduler that can be called off: then it neither runs nor moves the clock.</summary>
internal sealed class ScheduledWork(Action action)
{
    private Action? _action = action;

    /// <summary>Whether the work was called off or has run.</summary>
    public bool IsCancelled => _action is null;

    /// <summary>Calls the work off; harmless when it has run.</summary>
    public void Cancel() => _action = null;

    internal void Run()
    {
        Action? action = _action;
        _action = null;
        action?.Invoke();
    }
}
