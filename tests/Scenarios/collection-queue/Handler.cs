using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text.Json;
using System.Text.Json.Serialization;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Total> FunctionHandler(Batch batch, ILambdaContext context)
    {
        var queue = new Queue<int>(batch.Jobs);
        var done = new Stack<int>();
        while (queue.Count > 0 && done.Count < 5)
        {
            var job = queue.Dequeue();
            if (job > 10)
                queue.Enqueue(job / 2);
            else
                done.Push(job);
        }

        var last = done.Pop();
        await Publish($"last {last}, {done.Count} before");
        return new Total(last, queue.TryPeek(out var next) ? next : -1, done.ToList());
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Batch(string Id, List<int> Jobs);

public record Total(int Last, int Waiting, List<int> Before);
