using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SQS;
using Amazon.SQS.Model;
using System.Text.Json;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSQS _sqs = new AmazonSQSClient();
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var entries = new List<SendMessageBatchRequestEntry>();
        foreach (var line in order.Lines)
            entries.Add(new SendMessageBatchRequestEntry { Id = line.Sku, MessageBody = JsonSerializer.Serialize(line) });
        await _sqs.SendMessageBatchAsync(new SendMessageBatchRequest("lines", entries));
        foreach (var chunk in order.Lines.Chunk(2))
        {
            await _sqs.SendMessageBatchAsync("chunks", chunk.Select((line, index) => new SendMessageBatchRequestEntry(index.ToString(), line.Sku)).ToList());
            var writes = chunk.Select(line => new WriteRequest { PutRequest = new PutRequest { Item = ToItem(line) } }).ToList();
            await _dynamoDb.BatchWriteItemAsync(new BatchWriteItemRequest { RequestItems = new() { ["Lines"] = writes } });
        }

        return new Receipt(order.Id, "OK");
    }

    private static Dictionary<string, AttributeValue> ToItem(Line line) => new()
    {
        ["Sku"] = new AttributeValue { S = line.Sku },
        ["Quantity"] = new AttributeValue { N = line.Quantity.ToString() },
        ["Open"] = new AttributeValue { BOOL = true },
    };
}

public record Order(string Id, List<Line> Lines);

public record Line(string Sku, int Quantity);

public record Receipt(string Id, string Status);
