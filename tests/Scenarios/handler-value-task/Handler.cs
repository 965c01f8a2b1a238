using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async ValueTask<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        await PublishAsync(order);
        return new Receipt(order.Id, "SENT");
    }

    private async ValueTask PublishAsync(Order order) => await _sns.PublishAsync("orders", order.Id);
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
