// handler: Functions.Ship
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Functions
{
    [LambdaFunction(ResourceName = "Ship")]
    public async Task<Receipt> Ship(Order order)
    {
        using var sns = new AmazonSimpleNotificationServiceClient();
        await sns.PublishAsync("ship", order.Id);
        return new Receipt(order.Id, "SHIPPED");
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
