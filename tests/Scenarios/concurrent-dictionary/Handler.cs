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

    public async Task<Dictionary<string, string>> FunctionHandler(Order order)
    {
        var sent = new ConcurrentDictionary<string, string>();
        await Task.WhenAll(order.Lines.Select(async line =>
        {
            var answer = await _sns.PublishAsync(new PublishRequest { TopicArn = "lines", Message = line });
            sent[line] = answer.MessageId;
        }));
        return sent.ToDictionary(e => e.Key, e => e.Value);
    }
}

public record Order(string Id, List<string> Lines);
