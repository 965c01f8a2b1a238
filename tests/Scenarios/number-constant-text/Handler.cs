using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private const int Version = 7;

    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    public async Task<Saved> FunctionHandler(Order order, ILambdaContext context)
    {
        await _dynamoDb.PutItemAsync(new PutItemRequest
        {
            TableName = "things",
            Item = new()
            {
                ["Id"] = new AttributeValue { S = "a" },
                ["Total"] = new AttributeValue { N = 5.ToString() },
                ["Version"] = new AttributeValue { N = Version.ToString() },
                ["Amount"] = new AttributeValue { N = order.Amount.ToString() },
            },
        });
        return new Saved(Version.ToString());
    }
}

public record Order(int Amount);

public record Saved(string Version);
