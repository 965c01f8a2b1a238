using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task FunctionHandler(Change change, ILambdaContext context)
    {
        if (change.Before == change.After)
            await Publish("same text");
        else
            await Publish("other text");
        if (change.Old != change.New)
            await Publish("other number");
        if (change.Urgent == change.WasUrgent && change.Count == change.Old)
            await Publish("same urgency and count");
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "changes", Message = message });
}

public record Change(string? Before, string? After, int? Old, int? New, bool? Urgent, bool? WasUrgent, int Count);
