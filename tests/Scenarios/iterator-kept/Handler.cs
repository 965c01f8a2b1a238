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
        var parts = Parts(order).ToList();
        foreach (var part in parts)
            await _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = part });
        return $"{parts.Count} {Parts(order).First()}";
    }

    private static IEnumerable<string> Parts(Order order)
    {
        yield return order.Id;
        foreach (var line in order.Lines)
        {
            if (line.Length > 2)
                yield return line;
        }
    }
}

public record Order(string Id, List<string> Lines);
