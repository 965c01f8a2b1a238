using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    public async Task<int> FunctionHandler(Search search)
    {
        var request = new QueryRequest
        {
            TableName = "orders",
            KeyConditionExpression = "Customer = :c",
            ExpressionAttributeValues = new Dictionary<string, AttributeValue> { [":c"] = new AttributeValue { S = search.Customer } },
        };
        if (!string.IsNullOrEmpty(search.Status))
        {
            request.FilterExpression = "State = :s";
            request.ExpressionAttributeValues[":s"] = new AttributeValue { S = search.Status };
        }

        if (search.Limit > 0)
            request.Limit = search.Limit;
        var found = await _dynamoDb.QueryAsync(request);
        return found.Items.Count;
    }
}

public record Search(string Customer, string? Status, int Limit);
