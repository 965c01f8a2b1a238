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
        var source = new CancellationTokenSource();
        source.CancelAfter(order.Amount);
        try
        {
            await _sns.PublishAsync(new PublishRequest { TopicArn = "orders", Message = order.Id }, source.Token);
            await _sns.PublishAsync(new PublishRequest { TopicArn = "audit", Message = order.Id }, source.Token);
            return new Receipt(order.Id, "SENT");
        }
        catch (TaskCanceledException)
        {
            return new Receipt(order.Id, "LATE");
        }
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
