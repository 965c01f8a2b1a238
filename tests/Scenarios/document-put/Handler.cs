using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly ITable _orders = Table.LoadTable(new AmazonDynamoDBClient(), Environment.GetEnvironmentVariable("ORDERS") ?? "Orders");

    public async Task<string> FunctionHandler(Order order, ILambdaContext context)
    {
        await _orders.PutItemAsync(new Document { ["Id"] = order.Id, ["Amount"] = order.Amount, ["Note"] = order.Note, ["Paid"] = order.IsPaid });

        var log = new Document();
        log["Id"] = $"log#{order.Id}";
        log["File"] = Path.GetFileNameWithoutExtension(order.File);
        await _orders.PutItemAsync(log);
        return order.Id;
    }
}

public record Order(string Id, int Amount, string? Note, bool IsPaid, string File);
