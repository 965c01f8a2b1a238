using System.Collections.Immutable;

namespace LambdaLift.Converter.Infrastructure.Sam;

/// <summary>
/// Decides which event sources of a function can start a state machine with the same input.
/// Source: AWS SAM, <c>AWS::Serverless::StateMachine</c>, "EventSource".
/// </summary>
internal static class EventSources
{
    /// <summary>The events that move from the function to the state machine; a note is made for each, and for each that stays.</summary>
    internal static ImmutableArray<TemplateEvent> CarriedOver(TemplateFunction? function, ImmutableArray<string>.Builder notes)
    {
        var carried = ImmutableArray.CreateBuilder<TemplateEvent>();
        foreach (var source in function?.Events ?? [])
        {
            if (source.Type is "EventBridgeRule" or "CloudWatchEvent" or "Schedule" or "ScheduleV2")
            {
                carried.Add(source);
                notes.Add($"Event '{source.Name}' ({source.Type}) starts the state machine instead of {function!.LogicalId}, with the same input.");
            }
            else
            {
                notes.Add($"Event '{source.Name}' ({source.Type}) still starts {function!.LogicalId}: {WayOut(source.Type)}");
            }
        }

        return carried.ToImmutable();
    }

    private static string WayOut(string type) => type switch
    {
        "Api" or "HttpApi" => "an API that starts a state machine answers with the execution, not with its result, and does not pass on the proxy event. "
            + "Use an integration with StartSyncExecution of an Express workflow and a mapping template that builds the handler's event.",
        "SQS" or "Kinesis" or "DynamoDB" or "MSK" or "MQ" => "put an EventBridge pipe between the source and the state machine; "
            + "it passes on the batch as a list, where the handler gets an object with Records.",
        "SNS" => "subscribe a queue to the topic and put an EventBridge pipe behind it; the message's envelope differs.",
        "S3" => "turn on EventBridge notifications of the bucket and use a rule; the event's shape differs from that of S3's own notifications.",
        _ => "SAM cannot start a state machine from it.",
    };
}
