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
        var source = new CancellationTokenSource();
        if (order.Length == 0)
            source.Cancel();
        await _sns.PublishAsync(new PublishRequest { TopicArn = "orders", Message = order }, source.Token);
        return order;
    }
}
