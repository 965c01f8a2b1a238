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
        if (order.Lines.Length < 3)
            return new Receipt(order.Id, "SHORT");
        var middle = order.Lines[1..^1];
        await _sns.PublishAsync(new PublishRequest { TopicArn = "orders", Message = $"{order.Lines[0]} to {order.Lines[^1]}" });
        return new Receipt(order.Id, string.Join(",", middle));
    }
}

public record Order(string Id, string[] Lines);

public record Receipt(string Id, string Status);
