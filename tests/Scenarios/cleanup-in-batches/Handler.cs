using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly AmazonDynamoDBClient _client = new();
    private readonly AmazonSimpleNotificationServiceClient _sns = new();

    public async Task<string> FunctionHandler(CleanupRequest request, ILambdaContext context)
    {
        var table = Environment.GetEnvironmentVariable("TABLE")!;
        Dictionary<string, AttributeValue>? lastKey = null;
        var deleted = 0;
        do
        {
            var page = await _client.QueryAsync(new QueryRequest
            {
                TableName = table,
                KeyConditionExpression = "tenant = :t",
                FilterExpression = "expires < :now",
                ExpressionAttributeValues = new()
                {
                    [":t"] = new(request.Tenant),
                    [":now"] = new() { N = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString() },
                },
                ExclusiveStartKey = lastKey,
            });
            foreach (var chunk in page.Items.Chunk(25))
            {
                var writes = chunk.Select(item => new WriteRequest(new DeleteRequest(new Dictionary<string, AttributeValue>
                {
                    ["tenant"] = item["tenant"],
                    ["id"] = item["id"],
                }))).ToList();
                var result = await _client.BatchWriteItemAsync(new BatchWriteItemRequest { RequestItems = new() { [table] = writes } });
                var attempt = 0;
                while (result.UnprocessedItems.Count > 0 && attempt < 5)
                {
                    attempt++;
                    await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt)));
                    result = await _client.BatchWriteItemAsync(new BatchWriteItemRequest { RequestItems = result.UnprocessedItems });
                }

                deleted += writes.Count;
            }

            lastKey = page.LastEvaluatedKey;
        }
        while (lastKey?.Count > 0);

        if (deleted > 0)
        {
            await _sns.PublishAsync(new PublishRequest
            {
                TopicArn = Environment.GetEnvironmentVariable("TOPIC"),
                Subject = $"Cleanup of {request.Tenant}",
                Message = $"{deleted} items deleted at {DateTime.UtcNow:O}",
                MessageAttributes = new Dictionary<string, MessageAttributeValue>
                {
                    { "tenant", new MessageAttributeValue { DataType = "String", StringValue = request.Tenant } },
                },
            });
        }

        return $"{deleted} deleted";
    }
}

public class CleanupRequest
{
    public string Tenant { get; set; } = string.Empty;
}
