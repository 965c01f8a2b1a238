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
        // Outgrows the data of a state when it is doubled often enough.
        var text = "a";
        for (var i = 0; i < order.Times; i++)
            text += text;
        await _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = $"{text.Length}" });
        return text.Length;
    }
}

public record Order(int Times);
