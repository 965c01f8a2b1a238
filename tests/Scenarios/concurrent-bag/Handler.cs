using System.Collections.Concurrent;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<List<string>> FunctionHandler(Order order)
    {
        var sent = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(order.Lines, async (line, token) =>
        {
            var answer = await _sns.PublishAsync(new PublishRequest { TopicArn = "lines", Message = line }, token);
            sent.Add(line + "=" + answer.MessageId);
        });
        return sent.OrderBy(s => s, StringComparer.Ordinal).ToList();
    }
}

public record Order(string Id, List<string> Lines);
