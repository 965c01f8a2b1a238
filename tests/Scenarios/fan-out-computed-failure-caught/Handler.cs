using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task FunctionHandler(Order order, ILambdaContext context)
    {
        try
        {
            await Task.WhenAll(order.Items.Select(async item =>
            {
                if (item.Quantity < 0)
                    throw new InvalidOperationException(item.Name);
                await Publish(item.Name, "item");
            }));
        }
        catch (InvalidOperationException e)
        {
            // No call failed, but the siblings of what did are cancelled.
            await Publish(e.Message, "failed");
        }
    }

    private Task Publish(string message, string subject) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message, Subject = subject });
}

public record Item(string Name, int Quantity);

public record Order(List<Item> Items);
