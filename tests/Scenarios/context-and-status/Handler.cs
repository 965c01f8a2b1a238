using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var response = await _sns.PublishAsync(new PublishRequest { TopicArn = "orders", Message = context.AwsRequestId });
        if (response.HttpStatusCode != System.Net.HttpStatusCode.OK)
            throw new InvalidOperationException($"status {(int)response.HttpStatusCode}");
        return new Receipt(context.AwsRequestId, order.Id);
    }
}

public record Order(string Id);

public record Receipt(string Request, string Id);
