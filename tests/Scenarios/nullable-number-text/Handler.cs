using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<string> FunctionHandler(Order order)
    {
        await _sns.PublishAsync("orders", order.Amount?.ToString() ?? "none");
        return order.Id + order.Amount?.ToString() + order.Rush?.ToString();
    }
}

public record Order(string Id, int? Amount, bool? Rush);
