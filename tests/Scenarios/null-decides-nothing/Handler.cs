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
        await Publish("received");
        if (order.Tags.SequenceEqual(order.Labels))
        {
            // Nothing to do yet.
        }
        else if (order.Name.Length > 3)
        {
        }

        await Publish("done");
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Order(string Name, List<string> Tags, List<string> Labels);
