using Amazon.DynamoDBv2.Model;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly ITable _orders = Table.LoadTable(new AmazonDynamoDBClient(), "Orders");

    public async Task<string> FunctionHandler(Order order, ILambdaContext context)
    {
        try
        {
            var old = await _orders.PutItemAsync(
                new Document { ["Id"] = order.Id, ["State"] = "NEW", ["Lines"] = order.Lines, ["Checked"] = new DynamoDBBool(true) },
                new PutItemOperationConfig
                {
                    ReturnValues = ReturnValues.AllOldAttributes,
                    ConditionalExpression = new Expression
                    {
                        ExpressionStatement = "attribute_not_exists(Id) OR #s = :s",
                        ExpressionAttributeNames = { ["#s"] = "State" },
                        ExpressionAttributeValues = { [":s"] = order.State },
                    },
                });
            return old == null ? "CREATED" : old["State"].AsString();
        }
        catch (ConditionalCheckFailedException)
        {
            return "TAKEN";
        }
    }
}

public record Order(string Id, string State, List<string> Lines);
