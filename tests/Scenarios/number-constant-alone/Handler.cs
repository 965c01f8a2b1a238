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
        var second = 0;
        var nothing = "";
        await Publish("a", second.ToString());
        await Publish("b", $"{nothing}{second}");
        await Publish("c", second + nothing);
        return new Receipt(order.Id, second.ToString());
    }

    private Task Publish(string topic, string message) => _sns.PublishAsync(new PublishRequest { TopicArn = topic, Message = message });
}

public record Order(string Id);

public record Receipt(string Id, string Second);
