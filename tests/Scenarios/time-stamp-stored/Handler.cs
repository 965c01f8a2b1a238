using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Entry> FunctionHandler(Order order, ILambdaContext context)
    {
        var at = DateTime.UtcNow;
        await _sns.PublishAsync("orders", order.Id);
        return new Entry(order.Id, order.PlacedAt, at);
    }
}

public record Order(string Id, DateTime PlacedAt);

public record Entry(string Id, DateTime Placed, DateTime At);
