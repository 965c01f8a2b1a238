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
        var item = new Dictionary<string, AttributeValue> { ["Id"] = new AttributeValue { S = order.Id }, ["Open"] = new AttributeValue { BOOL = true } };
        if (order.Note != null)
            item["Note"] = new AttributeValue { S = order.Note };
        await _dynamoDb.TransactWriteItemsAsync(new TransactWriteItemsRequest { TransactItems = [new TransactWriteItem { Put = new Put { TableName = "Orders", Item = item } }] });
        return new Receipt(order.Id, item["Open"].BOOL == true ? "OPEN" : "CLOSED");
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
