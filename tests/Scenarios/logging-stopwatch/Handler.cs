using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using System.Diagnostics;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var watch = Stopwatch.StartNew();
        await _sns.PublishAsync("orders", order.Id);
        watch.Stop();
        context.Logger.LogInformation($"took {watch.ElapsedMilliseconds} ms");
        return new Receipt(order.Id, "OK");
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
