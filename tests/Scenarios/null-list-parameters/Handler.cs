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
        try
        {
            var text = order.Kind switch
            {
                "concat" => string.Join(",", order.Tags.Concat(order.More)),
                "union" => string.Join(",", order.Tags.Union(order.More)),
                "except" => string.Join(",", order.Tags.Except(order.More)),
                "intersect" => string.Join(",", order.Tags.Intersect(order.More)),
                "equal" => order.Tags.SequenceEqual(order.More.Distinct()) ? "same" : "other",
                "text" => string.Concat(order.Tags),
                "array" => string.Join(",", order.Words),
                _ => string.Join(",", order.Tags.Distinct()),
            };
            await _dynamoDb.PutItemAsync(new PutItemRequest { TableName = "texts", Item = new() { ["Id"] = new AttributeValue { S = text } } });
            return text;
        }
        catch (ArgumentNullException e)
        {
            return e.Message;
        }
    }
}

public record Order(string Kind, List<string> Tags, List<string> More, string[] Words);
