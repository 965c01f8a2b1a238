using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var found = await _dynamoDb.ScanAsync(new ScanRequest { TableName = "Orders" });
        foreach (var item in found.Items)
        {
            if (item["Open"].BOOL == true)
                await _dynamoDb.PutItemAsync(new PutItemRequest { TableName = "Archive", Item = item });
        }

        var last = await _dynamoDb.GetItemAsync(new GetItemRequest { TableName = "Orders", Key = new() { ["Id"] = new AttributeValue { S = order.Id } } });
        return new Receipt(order.Id, last.Item["Gone"].NULL == true ? "GONE" : "THERE");
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
