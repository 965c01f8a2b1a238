using System.Globalization;
using LambdaLift.Interpreter.Scheduling;
using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.Runtime;

/// <summary>The tokens of an execution's waiting tasks.</summary>
internal sealed class TaskCallbacks(VirtualScheduler scheduler) : ITaskCallbacks
{
    private readonly Dictionary<string, TaskAttempt> _waiting = new(StringComparer.Ordinal);
    private int _issued;

    /// <summary>Makes a token for an attempt; the attempt answers to it once it is <see cref="Register"/>ed.</summary>
    public string Issue() => "token-" + (++_issued).ToString(CultureInfo.InvariantCulture);

    public void Register(string token, TaskAttempt attempt) => _waiting[token] = attempt;

    public void Forget(string token) => _waiting.Remove(token);

    public void SendTaskSuccess(string taskToken, JsonData output, TimeSpan delay = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        Deliver(taskToken, delay, attempt => attempt.Succeed(output));
    }

    public void SendTaskFailure(string taskToken, string? error = null, string? cause = null, TimeSpan delay = default) =>
        Deliver(taskToken, delay, attempt => attempt.Fail(error, cause));

    public void SendTaskHeartbeat(string taskToken, TimeSpan delay = default) => Deliver(taskToken, delay, attempt => attempt.Beat());

    // Through the scheduler even without a delay: the handler that sends it may still be starting the very attempt that waits.
    private void Deliver(string token, TimeSpan delay, Action<TaskAttempt> action) => scheduler.After(delay, () =>
    {
        if (_waiting.TryGetValue(token, out TaskAttempt? attempt)) action(attempt);
    });
}
