// handler: Handlers.Cancel
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Handlers
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Receipt> Create(Order order, ILambdaContext context) => await Publish(order, "CREATED");

    public async Task<Receipt> Cancel(Order order, ILambdaContext context)
    {
        if (order.Amount == 0)
            return new Receipt(order.Id, "NOTHING TO CANCEL");
        return await Publish(order, "CANCELLED");
    }

    private async Task<Receipt> Publish(Order order, string status)
    {
        await _sns.PublishAsync("orders", $"{order.Id} {status}");
        return new Receipt(order.Id, status);
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
