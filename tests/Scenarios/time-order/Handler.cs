using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<string[]> FunctionHandler(Batch batch, ILambdaContext context)
    {
        await _sns.PublishAsync("batches", batch.Id);
        return batch.Orders.Where(o => o.PlacedAt >= batch.From).OrderByDescending(o => o.PlacedAt).ThenBy(o => o.Took).Select(o => $"{o.Id} {o.PlacedAt:yyyy-MM-dd}").ToArray();
    }
}

public record Batch(string Id, DateTime From, Order[] Orders);

public record Order(string Id, DateTime PlacedAt, TimeSpan Took);
