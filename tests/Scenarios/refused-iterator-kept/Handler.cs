using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<string> FunctionHandler(string order, ILambdaContext context)
    {
        var parts = Parts(order);
        await _sns.PublishAsync(new PublishRequest { TopicArn = "orders", Message = order });
        foreach (var part in parts)
            await _sns.PublishAsync(new PublishRequest { TopicArn = "parts", Message = part });
        return order;
    }

    private IEnumerable<string> Parts(string order)
    {
        _sns.PublishAsync(new PublishRequest { TopicArn = "audit", Message = order }).Wait();
        yield return order;
    }
}
