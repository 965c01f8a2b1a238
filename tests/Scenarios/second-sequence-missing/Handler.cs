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
        try
        {
            if (order.Tags.SequenceEqual(order.Others))
                return "same";
            if (order.Tags.Where(t => t.Length > 1).OrderBy(t => t, StringComparer.Ordinal).SequenceEqual(order.Others))
                return "sorted";
            return string.Join(",", order.Tags.Zip(order.Others).Select(p => p.First + p.Second).Concat(order.More).Union(order.Tags));
        }
        catch (Exception e)
        {
            // Whose argument is missing is in the message.
            await _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = e.Message });
            throw;
        }
    }
}

public record Order(List<string> Tags, List<string> Others, List<string> More);
