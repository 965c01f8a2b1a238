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
        try
        {
            await Parallel.ForEachAsync(order.Items, async (item, _) =>
            {
                try
                {
                    if (item.Quantity < 1)
                        throw new InvalidOperationException("nothing");
                }
                catch (Exception e)
                {
                    context.Logger.LogError(e.Message);
                    throw;
                }
            });
        }
        catch (InvalidOperationException)
        {
            await _sns.PublishAsync(new PublishRequest { TopicArn = "failed", Message = order.Id });
        }

        return order.Items.Count;
    }
}

public record Order(string Id, List<Item> Items);

public record Item(int Quantity);
