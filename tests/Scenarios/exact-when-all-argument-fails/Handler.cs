// options: exact-fan-out
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
        var first = Publish("a", order.Customer!.Name);
        var second = Publish("b", order.Lines.First());
        var third = PublishLater("c", order.Lines);
        await Task.WhenAll(first, second, third);
        return new Receipt(order.Id);
    }

    // What it throws is in its task.
    private async Task PublishLater(string topic, List<string> lines) =>
        await _sns.PublishAsync(new PublishRequest { TopicArn = topic, Message = lines[1] });

    private Task Publish(string topic, string message) => _sns.PublishAsync(new PublishRequest { TopicArn = topic, Message = message });
}

public record Order(string Id, Customer? Customer, List<string> Lines);

public record Customer(string Name);

public record Receipt(string Id);
