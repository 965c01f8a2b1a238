using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<string> FunctionHandler(Order order, ILambdaContext context)
    {
        // The second condition implies the first one, which throws where there is no owner.
        if ((order.Owner!.Name == "a" || order.Kind == "b") && order.Kind == "b")
        {
            await _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = "b" });
            return "b";
        }

        return "none";
    }
}

public record Order(string Kind, Owner? Owner);

public record Owner(string Name);
