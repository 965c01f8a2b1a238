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
            var first = Publish("a", order.Id);
            var line = order.Lines.First();
            var second = Publish("b", line + order.Customer!.Name);
            await Task.WhenAll(first, second);
            return new Receipt(order.Id);
        }
        catch (Exception e)
        {
            await Publish("failures", e.Message);
            return new Receipt("failed");
        }
    }

    private Task Publish(string topic, string message) => _sns.PublishAsync(new PublishRequest { TopicArn = topic, Message = message });
}

public record Order(string Id, Customer? Customer, List<string> Lines);

public record Customer(string Name);

public record Receipt(string Id);
