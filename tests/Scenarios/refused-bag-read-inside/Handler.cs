using System.Collections.Concurrent;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<int> FunctionHandler(Order order)
    {
        var sent = new ConcurrentBag<string>();
        await Task.WhenAll(order.Lines.Select(async line =>
        {
            await _sns.PublishAsync("lines", line + sent.Count);
            sent.Add(line);
        }));
        return sent.Count;
    }
}

public record Order(string Id, List<string> Lines);
