using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    public async Task<string> FunctionHandler(Order order, ILambdaContext context)
    {
        Func<int, int> next = number => number + 1;
        foreach (var name in Names(order))
        {
            await Task.WhenAll(order.Items.Select(async item =>
            {
                await _dynamoDb.PutItemAsync(new PutItemRequest
                {
                    TableName = "things",
                    Item = new() { ["Id"] = new AttributeValue { S = (order.Total + item.Count).ToString() }, ["Following"] = new AttributeValue { N = next(1).ToString() } },
                });
            }));
        }

        return "put";
    }

    private static IEnumerable<string> Names(Order order)
    {
        yield return "all";
        yield return order.Id;
    }
}

public record Order(string Id, int Total, List<Item> Items);

public record Item(int Count);
