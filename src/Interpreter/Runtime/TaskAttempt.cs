using LambdaLift.Interpreter.Scheduling;
using LambdaLift.Interpreter.States;
using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.Runtime;

/// <summary>
/// One attempt of a Task state that takes virtual time: it ends by its answer, a callback, its timeout or its heartbeat, whichever
/// comes first. An answer that comes at the very instant of a timeout still counts.
/// </summary>
internal sealed class TaskAttempt : ISuspension
{
    private readonly StateFrame _frame;
    private readonly TaskNode _node;
    private readonly TaskCall _call;
    private readonly VirtualScheduler _scheduler;
    private readonly List<ScheduledWork> _timers = [];
    private ScheduledWork? _heartbeatTimer;
    private bool _over;

    public TaskAttempt(StateFrame frame, TaskNode node, TaskCall call)
    {
        _frame = frame;
        _node = node;
        _call = call;
        _scheduler = frame.Run.Scheduler;
    }

    /// <summary>Sets the timers of an attempt that does not end at once.</summary>
    public void Wait(TaskResponse response)
    {
        TaskRequest request = _call.Request;
        bool pending = response.IsPending;
        if (!pending) _timers.Add(_scheduler.After(response.Duration, () => Answer(response)));
        if (request.Timeout is TimeSpan timeout && (pending || response.Duration > timeout)) _timers.Add(_scheduler.After(timeout, () => TimeOut(heartbeat: false)));
        if (request.Heartbeat is TimeSpan heartbeat && (pending || response.Duration > heartbeat))
        {
            bool beatsInTime = response.HeartbeatInterval is TimeSpan interval && interval <= heartbeat;
            if (!beatsInTime) StartHeartbeatTimer(heartbeat);
        }

        if (request.TaskToken is { } token) _frame.Run.Callbacks.Register(token, this);
    }

    public void Succeed(JsonData output) => Answer(TaskResponse.Success(output));

    public void Fail(string? error, string? cause) => Answer(TaskResponse.Failure(error, cause));

    public void Beat()
    {
        if (_over || _heartbeatTimer is null) return;
        _heartbeatTimer.Cancel();
        StartHeartbeatTimer(_call.Request.Heartbeat!.Value);
    }

    public void Cancel()
    {
        if (!Close()) return;
        _call.Complete(TaskOutcome.Aborted, _scheduler.Now, _frame.Run.NextCallEvent(), null, null, null);
    }

    private void StartHeartbeatTimer(TimeSpan heartbeat) => _heartbeatTimer = _scheduler.After(heartbeat, () => TimeOut(heartbeat: true));

    private void Answer(TaskResponse response)
    {
        if (!Close()) return;
        _frame.Branch.Resume(_frame, () => _node.Complete(_frame, _call, response));
    }

    private void TimeOut(bool heartbeat)
    {
        if (!Close()) return;
        _frame.Branch.Resume(_frame, () => _node.TimeOut(_frame, _call, heartbeat));
    }

    private bool Close()
    {
        if (_over) return false;
        _over = true;
        foreach (ScheduledWork timer in _timers) timer.Cancel();
        _heartbeatTimer?.Cancel();
        if (_call.Request.TaskToken is { } token) _frame.Run.Callbacks.Forget(token);
        return true;
    }
}
