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
        int total = 0;
        var (count, text) = (order.Tags.Count, "round");
        var rounds = 0;
        while (true)
        {
            if (rounds++ >= 2)
                break;
            await _sns.PublishAsync(new PublishRequest { TopicArn = "rounds", Message = text });
            (count, total) = (total, count);
        }

        for (var attempt = 1; ; attempt++)
        {
            await _sns.PublishAsync(new PublishRequest { TopicArn = "counts", Message = Grade(count) });
            break;
        }

        return total;
    }

    private static string Grade(int amount)
    {
        if (amount > 100)
            return "high";
        return amount > 0 ? "low" : "none";
    }
}

public record Order(List<string> Tags);
