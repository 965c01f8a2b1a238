using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly ITable _orders = Table.LoadTable(new AmazonDynamoDBClient(), "Orders");

    public async Task<string> FunctionHandler(string id, ILambdaContext context)
    {
        await _orders.DeleteItemAsync(id);
        return id;
    }
}
