namespace LambdaLift.Verifier.Hosting;

/// <summary>
/// Runs one invocation on one thread: service calls and delays complete only when the handler can do nothing else, so that calls
/// which may overlap do overlap, and every run of the same case takes the same course.
/// </summary>
/// <remarks>
/// The thread has no synchronization context (as in Lambda), so completing a call runs the code awaiting it at once, on this thread.
/// Code that reaches the thread pool by ways which the instrumentation does not see still works, with a short wait instead of
/// certainty that it is idle.
/// </remarks>
internal sealed class VirtualScheduler(VirtualWorld world, int? heldBack, DateTime deadline)
{
    /// <summary>How long foreign threads must be quiet before the next call completes.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(3);

    private readonly object _gate = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly Queue<Action> _posted = new();
    private readonly List<(int Index, Action Complete)> _pending = [];
    private readonly PriorityQueue<Action, (DateTimeOffset Due, long Order)> _timers = new();
    private long _timerOrder;
    private bool _foreign;
    private int _activity;

    /// <summary>Position in the sequence of starts and ends of calls.</summary>
    public int Sequence { get; private set; }

    /// <summary>Registers a started call.</summary>
    /// <param name="index">The call's index in order of start.</param>
    /// <param name="complete">Completes it; gets the position of its end.</param>
    /// <returns>The position of its start.</returns>
    public int Started(int index, Action<int> complete)
    {
        lock (_gate)
        {
            Touch();
            _pending.Add((index, () => complete(NextSequence())));
            return Sequence++;
        }
    }

    public void Post(Action action)
    {
        lock (_gate)
        {
            Touch();
            _posted.Enqueue(action);
        }
    }

    public Task Delay(TimeSpan delay, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled(cancellationToken);
        if (delay == TimeSpan.Zero) return Task.CompletedTask;
        // The messages of Task.Delay's own exceptions are the caller's business: let it throw them.
        if (delay < TimeSpan.Zero) return Task.Delay(delay, cancellationToken);
        var source = new TaskCompletionSource();
        var registration = cancellationToken.Register(() => source.TrySetCanceled(cancellationToken));
        lock (_gate)
        {
            Touch();
            _timers.Enqueue(
                () =>
                {
                    registration.Dispose();
                    source.TrySetResult();
                },
                (world.Now + delay, _timerOrder++));
        }

        return source.Task;
    }

    /// <summary>Lets calls and timers complete until the task has.</summary>
    /// <exception cref="HandlerStoppedException">The task waits for something that never comes, or the time limit has passed.</exception>
    public void PumpUntil(Task task)
    {
        while (!task.IsCompleted)
        {
            if (DateTime.UtcNow > deadline) throw new HandlerStoppedException("it did not end within the time limit");
            if (NextStep() is { } step) step();
            else WaitForOthers(task);
        }
    }

    private Action? NextStep()
    {
        lock (_gate)
        {
            if (_posted.Count > 0) return _posted.Dequeue();
        }

        if (_foreign && !IsQuiet()) return static () => { };
        lock (_gate)
        {
            if (_posted.Count > 0) return _posted.Dequeue();
            if (_pending.Count > 0)
            {
                var next = _pending.FindIndex(call => call.Index != heldBack);
                // The call held back ends only when nothing else, not even time, can go on.
                if (next >= 0 || _timers.Count == 0)
                {
                    var call = _pending[Math.Max(next, 0)];
                    _pending.Remove(call);
                    return call.Complete;
                }
            }

            if (_timers.TryDequeue(out var timer, out var due))
            {
                if (due.Due > world.Now) world.Now = due.Due;
                return timer;
            }
        }

        return null;
    }

    private void WaitForOthers(Task task)
    {
        // Nothing of ours is outstanding: another thread or a real timer has to do something.
        lock (_gate)
        {
            if (_posted.Count > 0 || _pending.Count > 0 || _timers.Count > 0) return;
            _foreign = true;
        }

        var left = deadline - DateTime.UtcNow;
        try
        {
            if (left > TimeSpan.Zero) task.Wait(left < TimeSpan.FromMilliseconds(5) ? left : TimeSpan.FromMilliseconds(5));
        }
        catch (AggregateException)
        {
            // The task has failed, which is its owner's business.
        }
    }

    private bool IsQuiet()
    {
        int before;
        lock (_gate) before = _activity;
        Thread.Sleep(Quiet);
        lock (_gate) return before == _activity && ThreadPool.PendingWorkItemCount == 0;
    }

    private void Touch()
    {
        _activity++;
        if (Environment.CurrentManagedThreadId != _thread) _foreign = true;
    }

    private int NextSequence()
    {
        lock (_gate) return Sequence++;
    }
}
