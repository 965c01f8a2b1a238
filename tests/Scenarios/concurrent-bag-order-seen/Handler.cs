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

    public async Task<Summary> FunctionHandler(Order order)
    {
        var sent = new ConcurrentBag<string>();
        var failed = new ConcurrentQueue<string>();
        var lengths = await Task.WhenAll(order.Lines.Select(async line =>
        {
            if (line.Length == 0)
                return 0;
            try
            {
                var answer = await _sns.PublishAsync(new PublishRequest { TopicArn = "lines", Message = line });
                sent.Add(answer.MessageId);
            }
            catch (AmazonSimpleNotificationServiceException)
            {
                failed.Enqueue(line);
            }

            return line.Length;
        }));
        return new Summary(sent.ToArray(), failed.ToList(), failed.IsEmpty, lengths.Sum());
    }
}

public record Order(string Id, List<string> Lines);

public record Summary(string[] Sent, List<string> Failed, bool IsComplete, int Length);
