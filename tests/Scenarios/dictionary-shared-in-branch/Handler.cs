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
        var counts = await Task.WhenAll(order.Items.Select(async item =>
        {
            // The same dictionary under another name.
            Dictionary<string, int> known = order.Counts;
            known[order.Id] = 0;
            return order.Counts[order.Kind];
        }));
        var quantities = await Task.WhenAll(order.Items.Select(async item =>
        {
            await _dynamoDb.DeleteItemAsync(new DeleteItemRequest { TableName = "things", Key = new() { ["Id"] = new AttributeValue { S = item.Id } } });
            return item.Quantity;
        }));
        return counts.Length + quantities.Sum();
    }
}

public record Order(string Id, string Kind, List<Item> Items, Dictionary<string, int> Counts);

public record Item(string Id, int Quantity);
