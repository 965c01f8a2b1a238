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
        IEnumerable<string> Each()
        {
            yield return order.Kind;
        }

        foreach (var kind in Each())
        {
            for (var i = 2; i >= 0; i--)
            {
                await _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = order.Id });
                var text = new System.Text.StringBuilder();
                text.Append(kind.Trim()).Append("-").Append(0);
            }
        }

        return order.Id;
    }
}

public record Order(string Id, string Kind);
