using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<int> FunctionHandler(Order order, ILambdaContext context)
    {
        if (!order.Counts.TryGetValue(order.Id, out var count))
            return 0;
        var step = 0;
        var all = await Task.WhenAll(order.Items.Select(async item =>
        {
            await _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = "started" });
            return count + item.Quantity + step;
        }));
        return all.Sum();
    }
}

public record Order(string Id, List<Line> Items, Dictionary<string, int> Counts);

public record Line(string Name, int Quantity);
