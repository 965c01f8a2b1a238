using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.History;

/// <summary>
/// Numbers the events of one execution and keeps them if asked to. Causes name event numbers ("entered at the event id #2"), and
/// the quota counts them, so the numbers are right also when nothing is kept.
/// </summary>
internal sealed class HistoryRecorder(bool keep, int? quota)
{
    private readonly List<HistoryEvent> _events = [];

    /// <summary>Number of events so far.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// Whether the quota stopped an event: the execution must fail. Its last event may only be that it ends.
    /// Source: https://docs.aws.amazon.com/step-functions/latest/dg/bp-history-limit.html.
    /// </summary>
    public bool IsExhausted { get; private set; }

    /// <summary>What was kept.</summary>
    public IReadOnlyList<HistoryEvent> Events => _events;

    /// <summary>Adds an event and returns its number.</summary>
    public int Add(
        HistoryEventType type, int previous, DateTimeOffset time, string? stateName = null, JsonData? data = null, string? resource = null,
        string? error = null, string? cause = null, int? number = null)
    {
        if (quota is int limit && Count >= limit - 1 && !EndsExecution(type))
        {
            IsExhausted = true;
            return Count;
        }

        int id = ++Count;
        if (keep)
        {
            _events.Add(new HistoryEvent(id, previous, type, time)
            {
                StateName = stateName,
                Data = data,
                Resource = resource,
                Error = error,
                Cause = cause,
                Number = number,
            });
        }

        return id;
    }

    private static bool EndsExecution(HistoryEventType type) =>
        type is HistoryEventType.ExecutionSucceeded or HistoryEventType.ExecutionFailed or HistoryEventType.ExecutionTimedOut;
}
