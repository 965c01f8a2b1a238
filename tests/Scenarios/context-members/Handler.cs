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
        foreach (var line in order.Lines)
        {
            if (context.RemainingTime < TimeSpan.FromSeconds(10))
                return new Receipt(context.AwsRequestId, "STOPPED");
            await _sns.PublishAsync(new PublishRequest { TopicArn = "orders", Subject = context.FunctionName, Message = line });
        }

        return new Receipt(context.AwsRequestId, context.InvokedFunctionArn);
    }
}

public record Order(string Id, List<string> Lines);

public record Receipt(string Id, string Status);
