using System.Globalization;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.History;

/// <summary>
/// One event of an execution's history.
/// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html.
/// </summary>
public sealed class HistoryEvent
{
    internal HistoryEvent(int id, int previousEventId, HistoryEventType type, DateTimeOffset timestamp)
    {
        Id = id;
        PreviousEventId = previousEventId;
        Type = type;
        Timestamp = timestamp;
    }

    /// <summary>Number of the event, from 1.</summary>
    public int Id { get; }

    /// <summary>The event that led to this one; 0 for the first.</summary>
    public int PreviousEventId { get; }

    /// <summary>What happened.</summary>
    public HistoryEventType Type { get; }

    /// <summary>Virtual time.</summary>
    public DateTimeOffset Timestamp { get; }

    /// <summary>Name of the state; null for events of the execution and of task attempts.</summary>
    public string? StateName { get; internal init; }

    /// <summary>Input, output, parameters or result, whichever the type of event has.</summary>
    public JsonData? Data { get; internal init; }

    /// <summary>Resource of a task event.</summary>
    public string? Resource { get; internal init; }

    /// <summary>Error name of a failure event.</summary>
    public string? Error { get; internal init; }

    /// <summary>Description of a failure event.</summary>
    public string? Cause { get; internal init; }

    /// <summary>Map item number of an iteration event; number of items of <c>MapStateStarted</c>.</summary>
    public int? Number { get; internal init; }

    /// <summary>The event as <c>GetExecutionHistory</c> writes it: data members are JSON text in a string.</summary>
    public DataObject ToJson()
    {
        var json = new DataObjectBuilder(5);
        json.Set("timestamp", Timestamp.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.Set("type", Type.ToString());
        json.Set("id", Id);
        json.Set("previousEventId", PreviousEventId);
        if (DetailsMember() is (string member, DataObject details)) json.Set(member, details);
        return json.Build();
    }

    private (string Member, DataObject Details)? DetailsMember()
    {
        string type = Type.ToString();
        var details = new DataObjectBuilder(4);
        if (type.EndsWith("StateEntered", StringComparison.Ordinal) || type.EndsWith("StateExited", StringComparison.Ordinal))
        {
            bool entered = type.EndsWith("Entered", StringComparison.Ordinal);
            details.Set("name", StateName ?? "");
            SetText(details, entered ? "input" : "output");
            return (entered ? "stateEnteredEventDetails" : "stateExitedEventDetails", details.Build());
        }

        if (Type is HistoryEventType.MapStateStarted)
        {
            details.Set("length", Number ?? 0);
            return ("mapStateStartedEventDetails", details.Build());
        }

        if (type.StartsWith("MapIteration", StringComparison.Ordinal))
        {
            details.Set("name", StateName ?? "");
            details.Set("index", Number ?? 0);
            return (Member(type), details.Build());
        }

        if (Type is HistoryEventType.EvaluationFailed) details.Set("state", StateName ?? "");
        if (Resource is not null) SetResource(details, type);
        if (Data is not null)
        {
            SetText(details, Type switch
            {
                HistoryEventType.ExecutionStarted or HistoryEventType.LambdaFunctionScheduled or HistoryEventType.ActivityScheduled => "input",
                HistoryEventType.TaskScheduled => "parameters",
                _ => "output",
            });
        }

        if (Error is not null) details.Set("error", Error);
        if (Cause is not null) details.Set("cause", Cause);
        return details.Count == 0 ? null : (Member(type), details.Build());
    }

    private void SetResource(DataObjectBuilder details, string type)
    {
        // Service integrations name service and action apart, function and activity ARNs stay whole.
        string[] parts = Resource!.Split(':');
        if (type.StartsWith("Task", StringComparison.Ordinal) && parts.Length >= 7)
        {
            details.Set("resourceType", string.Join(':', parts[5..^1]));
            details.Set("resource", parts[^1]);
        }
        else
        {
            details.Set("resource", Resource);
        }
    }

    private void SetText(DataObjectBuilder details, string member)
    {
        if (Data is not null) details.Set(member, Data.ToJson());
    }

    private static string Member(string type) => char.ToLowerInvariant(type[0]) + type[1..] + "EventDetails";

    /// <inheritdoc/>
    public override string ToString() => StateName is null ? $"{Id} {Type}" : $"{Id} {Type} {StateName}";
}
