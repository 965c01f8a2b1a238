using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        try
        {
            await Task.WhenAll(order.Lines.Select(async line => await Publish("lines", line)));
            await Parallel.ForEachAsync(order.Topics, async (topic, token) => await Publish(topic, order.Id));
            var tasks = new List<Task>();
            foreach (var name in order.Names)
                tasks.Add(Publish("names", name));
            await Task.WhenAll(tasks);
            return new Receipt("OK");
        }
        catch (Exception e)
        {
            await Publish("failures", e.Message);
            return new Receipt("failed");
        }
    }

    private Task Publish(string topic, string message) => _sns.PublishAsync(new PublishRequest { TopicArn = topic, Message = message });
}

public record Order(string Id, List<string> Lines, List<string> Topics, List<string> Names);

public record Receipt(string Status);
