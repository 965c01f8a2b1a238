using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    public async Task<int> FunctionHandler(Order order, ILambdaContext context)
    {
        // A call stands between the item and its copy.
        var points = await Task.WhenAll(order.Items.Select(async item =>
        {
            await _dynamoDb.GetItemAsync(new GetItemRequest { TableName = "things", Key = new() { ["Id"] = new AttributeValue { S = order.Id } } });
            return Points(item with { Qty = order.Amount });
        }));
        return points.Sum();
    }

    private static int Points(Item item)
    {
        var points = item.Qty * 2;
        if (item.Name == "gold")
            points += 5;
        return points;
    }
}

public record Order(string Id, int Amount, List<Item> Items);

public record Item(string Name, int Qty);
