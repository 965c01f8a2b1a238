using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Amazon.SQS;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSQS _sqs = new AmazonSQSClient();
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task FunctionHandler(Order order, ILambdaContext context)
    {
        // All items make the same calls: which of them gets which answer, or fails, is a matter of chance.
        await Task.WhenAll(order.Items.Select(async item =>
        {
            for (var attempt = 0; attempt < 2; attempt++)
            {
                var sent = await _sqs.SendMessageAsync("https://sqs.us-east-1.amazonaws.com/123456789012/ticks", Grade(item.Quantity));
                if (item.Quantity >= 0)
                    await _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = item.Name, Subject = sent.MessageId });
            }
        }));
    }

    private static string Grade(int quantity)
    {
        if (quantity > 5)
            return "high";
        return "low";
    }
}

public record Item(string Name, int Quantity);

public record Order(List<Item> Items);
