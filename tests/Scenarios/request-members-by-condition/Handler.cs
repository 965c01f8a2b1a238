using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    public async Task<string> FunctionHandler(Order order)
    {
        var request = new PutItemRequest
        {
            TableName = "orders",
            Item = new() { ["Id"] = new AttributeValue { S = order.Id } },
        };
        if (order.OnlyNew)
            request.ConditionExpression = "attribute_not_exists(Id)";
        try
        {
            await _dynamoDb.PutItemAsync(request);
        }
        catch (ConditionalCheckFailedException)
        {
            return "EXISTS";
        }

        return "OK";
    }
}

public record Order(string Id, bool OnlyNew);
