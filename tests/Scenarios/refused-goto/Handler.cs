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
    again:
        await _sns.PublishAsync(new PublishRequest { TopicArn = "orders", Message = order });
        if (order.Length == 0)
            goto again;
        return order;
    }
}
