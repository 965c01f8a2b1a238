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
        var sent = 0;
        foreach (var text in Messages(order))
        {
            if (text == "skip")
                continue;
            await _sns.PublishAsync(new PublishRequest { TopicArn = "orders", Message = text });
            sent++;
            if (sent > order.Amount)
                break;
        }

        return new Receipt(order.Id, $"{sent} sent");
    }

    private static IEnumerable<string> Messages(Order order)
    {
        yield return "begin " + order.Id;
        if (order.Lines.Count == 0)
            yield break;
        foreach (var line in order.Lines)
            yield return line;
        yield return "end";
    }
}

public record Order(string Id, int Amount, List<string> Lines);

public record Receipt(string Id, string Status);
