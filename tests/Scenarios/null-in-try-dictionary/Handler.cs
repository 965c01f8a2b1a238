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
            var names = order.Counts.Where(entry => entry.Value > 0).Select(entry => entry.Key).OrderBy(name => name, StringComparer.Ordinal).ToList();
            await Publish(string.Join(",", names));
            foreach (var entry in order.Limits)
                await Publish(entry.Key);
        }
        catch (Exception e)
        {
            await Publish(e.Message);
        }
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Order(Dictionary<string, int> Counts, Dictionary<string, int> Limits);
