using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SQS;
using Amazon.SQS.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private static readonly TimeSpan[] Backoff = { TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30) };
    private readonly IAmazonDynamoDB _db = new AmazonDynamoDBClient();
    private readonly IAmazonSQS _sqs = new AmazonSQSClient();

    // A lock in a table, with a lease, around work that is taken from a queue.
    public async Task<string> FunctionHandler(Work work, ILambdaContext context)
    {
        if (!await TryLockAsync(work.Resource, context.AwsRequestId))
            return $"busy:{work.Resource}";
        var log = new StringBuilder();
        try
        {
            var received = await _sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = work.Queue, MaxNumberOfMessages = Math.Clamp(work.Batch, 1, 10) });
            foreach (var (message, index) in (received.Messages ?? []).Select((m, i) => (m, i)))
            {
                var text = message.Body.Split(':', 2) is [var kind, var rest] ? $"{kind.ToUpperInvariant()}/{rest.Length}" : "plain";
                log.Append(index == 0 ? "" : ";").Append(text);
                await _sqs.DeleteMessageAsync(work.Queue, message.ReceiptHandle);
            }
        }
        finally
        {
            await _db.DeleteItemAsync(new DeleteItemRequest { TableName = "locks", Key = new() { ["Id"] = new() { S = work.Resource } } });
        }

        return log.Length > 0 ? log.ToString() : "nothing";
    }

    private async Task<bool> TryLockAsync(string resource, string owner)
    {
        foreach (var wait in Backoff)
        {
            try
            {
                await _db.PutItemAsync(new PutItemRequest
                {
                    TableName = "locks",
                    Item = new() { ["Id"] = new() { S = resource }, ["Owner"] = new() { S = owner } },
                    ConditionExpression = "attribute_not_exists(Id)",
                });
                return true;
            }
            catch (ConditionalCheckFailedException)
            {
                await Task.Delay(wait);
            }
        }

        return false;
    }
}

public record Work(string Resource, string Queue, int Batch);
