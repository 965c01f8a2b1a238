using System.Globalization;
using LambdaLift.Interpreter.History;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.Runtime;

/// <summary>
/// What belongs to one execution as AWS counts them: the outer one, or one child execution of a distributed Map. Children have
/// their own context object and history, but run on the same clock.
/// </summary>
internal sealed class ExecutionScope
{
    private readonly DataObject _executionContext;
    private readonly DataObject _stateMachineContext;

    public ExecutionScope(ExecutionOptions options, StateMachineType type, string name, string machineName, JsonData input, DateTimeOffset startTime, bool keepHistory)
    {
        string arn = $"arn:aws:states:{options.Region}:{options.AccountId}";
        bool express = type == StateMachineType.Express;
        var execution = new DataObjectBuilder(6);
        execution.Set("Id", express ? $"{arn}:express:{machineName}:{name}:{name}" : $"{arn}:execution:{machineName}:{name}");
        execution.Set("Input", input);
        execution.Set("StartTime", Timestamp(startTime));
        execution.Set("Name", name);
        execution.Set("RoleArn", options.RoleArn is null ? JsonData.Null : JsonData.String(options.RoleArn));
        if (!express) execution.Set("RedriveCount", 0);
        _executionContext = execution.Build();
        _stateMachineContext = JsonData.Object(("Id", $"{arn}:stateMachine:{machineName}"), ("Name", machineName));
        History = new HistoryRecorder(keepHistory, express ? null : options.Quotas.MaxHistoryEvents);
        Type = type;
    }

    public StateMachineType Type { get; }

    public HistoryRecorder History { get; }

    /// <summary>
    /// The context object of a state. Source: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html;
    /// recorded: only states that can be retried have a <c>RetryCount</c>.
    /// </summary>
    public JsonData BuildContext(StateFrame frame)
    {
        var state = new DataObjectBuilder(3);
        // Recorded: in the TestState API every state has this name.
        state.Set("Name", frame.Inspection is null ? frame.Node.Name : "StateName");
        state.Set("EnteredTime", Timestamp(frame.EnteredTime));
        if (frame.Node.CanRetry) state.Set("RetryCount", frame.RetryCount);
        var context = new DataObjectBuilder(5);
        context.Set("Execution", _executionContext);
        context.Set("StateMachine", _stateMachineContext);
        context.Set("State", state.Build());
        if (frame.MapItem is { } item) context.Set("Map", item);
        if (frame.TaskToken is { } token) context.Set("Task", JsonData.Object(("Token", token)));
        return context.Build();
    }

    public static string Timestamp(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
