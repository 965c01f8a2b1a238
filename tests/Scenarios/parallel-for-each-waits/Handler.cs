using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task FunctionHandler(Order order)
    {
        // As many at a time as there are processors: an item may have to wait for one that fails.
        await Parallel.ForEachAsync(order.Items, async (item, _) =>
        {
            if (item.Label != null)
            {
                await _sns.PublishAsync(new PublishRequest { TopicArn = "labelled", Message = item.Label });
                return;
            }

            await _sns.PublishAsync(new PublishRequest { TopicArn = "plain", Message = $"{item.Count}" });
            if (int.Parse(order.Limit) > 1)
                await _sns.PublishAsync(new PublishRequest { TopicArn = "over", Message = order.Limit });
        });
    }
}

public record Order(List<Item> Items, string Limit);

public record Item(string? Label, int Count);
