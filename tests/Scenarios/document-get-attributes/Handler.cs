using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly ITable _orders = Table.LoadTable(new AmazonDynamoDBClient(), Environment.GetEnvironmentVariable("TICKETS"));

    public async Task<string> FunctionHandler(Request request, ILambdaContext context)
    {
        if (string.IsNullOrEmpty(request.Id))
            return "NOBODY";
        var order = await Find(request.Id);
        if (order == null)
            return "UNKNOWN";
        return order["State"].AsString();
    }

    private Task<Document> Find(string id) => _orders.GetItemAsync(id, new GetItemOperationConfig { AttributesToGet = ["State"] });
}

public record Request(string Id);
