using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.DynamoDBEvents;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Amazon.SQS;
using Amazon.SQS.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly IAmazonSQS _sqs = new AmazonSQSClient();

    public async Task FunctionHandler(DynamoDBEvent dynamoEvent, ILambdaContext context)
    {
        context.Logger.LogLine($"Beginning to process {dynamoEvent.Records.Count} records...");
        var batch = new List<SendMessageBatchRequestEntry>();
        foreach (var record in dynamoEvent.Records)
        {
            if (record.EventName != "INSERT" && record.EventName != "MODIFY") continue;
            var image = record.Dynamodb.NewImage;
            if (!image.ContainsKey("status")) continue;
            var id = image["id"].S;
            var status = image["status"].S;
            var old = record.Dynamodb.OldImage != null && record.Dynamodb.OldImage.TryGetValue("status", out var before) ? before.S : null;
            if (old == status) continue;
            switch (status)
            {
                case "SHIPPED" or "DELIVERED":
                    await _sns.PublishAsync(new PublishRequest { TopicArn = "customers", Message = $"Order {id} is {status.ToLowerInvariant()}" });
                    break;
                case "CANCELLED" when int.Parse(image["total"].N) > 100:
                    await _sns.PublishAsync(new PublishRequest { TopicArn = "support", Subject = "cancelled", Message = id });
                    break;
                case null:
                    throw new InvalidOperationException($"no status of {id}");
                default:
                    batch.Add(new SendMessageBatchRequestEntry { Id = $"m{batch.Count}", MessageBody = JsonSerializer.Serialize(new { id, old, status }) });
                    break;
            }
        }

        for (var i = 0; i < batch.Count; i += 10)
        {
            var response = await _sqs.SendMessageBatchAsync(new SendMessageBatchRequest { QueueUrl = "https://sqs/changes", Entries = batch.Skip(i).Take(10).ToList() });
            if (response.Failed?.Count > 0)
                throw new Exception($"{response.Failed.Count} messages failed: {string.Join(", ", response.Failed.Select(f => f.Id))}");
        }
    }
}
