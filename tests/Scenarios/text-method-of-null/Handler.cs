using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        await Publish("a", order.Kind.ToUpperInvariant());
        var note = order.Note;
        if (order.Id.StartsWith("x", StringComparison.Ordinal))
            note = order.Kind.Trim().PadLeft(4, '0');
        return new Receipt(order.Id.Length, note!.ToLowerInvariant());
    }

    private Task Publish(string topic, string message) => _sns.PublishAsync(new PublishRequest { TopicArn = topic, Message = message });
}

public record Order(string Id, string Kind, string? Note);

public record Receipt(int Length, string Note);
