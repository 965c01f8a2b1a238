using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Total> FunctionHandler(Order order, ILambdaContext context)
    {
        var prices = new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 };
        var sorted = order.Items.OrderBy(i => prices[i]).ToList();
        await Publish(string.Join(",", sorted));
        return new Total(sorted, order.Text.FirstOrDefault(), order.Text.LastOrDefault());
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Order(string Text, List<string> Items);

public record Total(List<string> A, char B, char C);
