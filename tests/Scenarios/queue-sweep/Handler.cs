using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SQS;
using Amazon.SQS.Model;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda;
using Amazon.Lambda.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public record Sweep(string Queue, int Max = 100);
public record Work(string Id, string Kind, int Attempts);

public class Function
{
    private readonly IAmazonSQS _sqs = new AmazonSQSClient();
    private readonly IAmazonDynamoDB _db = new AmazonDynamoDBClient();
    private readonly IAmazonLambda _lambda = new AmazonLambdaClient();

    public async Task<Dictionary<string, int>> FunctionHandler(Sweep sweep, ILambdaContext context)
    {
        var counts = new Dictionary<string, int> { ["done"] = 0, ["failed"] = 0 };
        var handled = 0;
        while (handled < sweep.Max)
        {
            var received = await _sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = sweep.Queue, MaxNumberOfMessages = 10, WaitTimeSeconds = 5 });
            if (received.Messages is null || received.Messages.Count == 0) break;
            foreach (var message in received.Messages)
            {
                handled++;
                Work? work;
                try
                {
                    work = JsonSerializer.Deserialize<Work>(message.Body);
                }
                catch (JsonException)
                {
                    counts["failed"]++;
                    await _sqs.SendMessageAsync(sweep.Queue + "-dead", message.Body);
                    await _sqs.DeleteMessageAsync(sweep.Queue, message.ReceiptHandle);
                    continue;
                }

                if (work is not { Attempts: < 5 })
                {
                    await _sqs.DeleteMessageAsync(sweep.Queue, message.ReceiptHandle);
                    continue;
                }

                try
                {
                    await _lambda.InvokeAsync(new InvokeRequest { FunctionName = work.Kind switch { "image" => "resize", "video" => "transcode", var other => $"process-{other}" }, InvocationType = InvocationType.Event, Payload = message.Body });
                    counts["done"] += 1;
                }
                catch (Amazon.Lambda.Model.ResourceNotFoundException e)
                {
                    context.Logger.LogError($"{work.Kind}: {e.Message}");
                    if (!counts.TryAdd(work.Kind, 1)) counts[work.Kind]++;
                    await _sqs.ChangeMessageVisibilityAsync(sweep.Queue, message.ReceiptHandle, 300);
                    continue;
                }

                await _sqs.DeleteMessageAsync(new DeleteMessageRequest(sweep.Queue, message.ReceiptHandle));
            }
        }

        await _db.UpdateItemAsync("sweeps", new() { ["id"] = new(sweep.Queue) }, new() { ["handled"] = new AttributeValueUpdate(new AttributeValue { N = $"{handled}" }, AttributeAction.PUT) });
        return counts;
    }
}
