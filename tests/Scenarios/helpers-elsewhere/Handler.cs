using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public partial class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Receipt> FunctionHandler(Order order)
    {
        if (!order.IsComplete)
            return order.Reject("INCOMPLETE");
        await _sns.AnnounceAsync(order.Title());
        await Finish(order);
        return new Receipt(order.Id, OrderText.Done);
    }
}

public static class SnsExtensions
{
    public static Task AnnounceAsync(this IAmazonSimpleNotificationService sns, string text, string topic = "orders") =>
        sns.PublishAsync(new PublishRequest { TopicArn = topic, Message = text });

    public static Receipt Reject(this Order order, string reason) => new(order.Id, reason);
}

public record Order(string Id, string Kind, int Amount, string? Note)
{
    public bool IsComplete => Amount > 0 && Note is not null;

    public string Title() => $"{Kind} {Id}";
}

public record Receipt(string Id, string Status);
