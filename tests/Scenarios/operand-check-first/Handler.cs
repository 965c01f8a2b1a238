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
        // Both operands can fail; nobody sees which of them does, but for the name of the error.
        var rest = order.Tags.Count - order.Amount / order.Parts;
        await _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = $"{rest}" });
        return rest;
    }
}

public record Order(List<string> Tags, int Amount, int Parts);
