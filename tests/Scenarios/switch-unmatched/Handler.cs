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
        var topic = order.Size switch
        {
            Size.Small => "small",
            Size.Large when int.Parse(order.Count) > 10 => "bulk",
            Size.Large => "large",
        };
        await _sns.PublishAsync(new PublishRequest { TopicArn = topic, Message = order.Kind });
        try
        {
            return order.Kind switch { "box" => 1, "bag" => 2 };
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }
}

public enum Size
{
    Small,
    Large,
}

public record Order(Size Size, string Kind, string Count);
