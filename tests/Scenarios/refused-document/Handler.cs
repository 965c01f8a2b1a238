using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.DocumentModel;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonDynamoDB _client = new AmazonDynamoDBClient();
    private readonly ITable _orders = new TableBuilder(new AmazonDynamoDBClient(), "Orders").AddHashKey("Id", DynamoDBEntryType.String).Build();
    private readonly ITable _lines = new TableBuilder(new AmazonDynamoDBClient(), "Lines", DynamoDBEntryConversion.V2, false, MetadataCachingMode.Default).AddHashKey("Id", DynamoDBEntryType.String).Build();

    public async Task<Document> FunctionHandler(Request request, ILambdaContext context)
    {
        if (!Table.TryLoadTable(_client, "Guests", out var guests))
            return new Document();
        await _lines.GetItemAsync(request.Id);
        await _orders.GetItemAsync(request.Count);
        await _orders.GetItemAsync(request.Id, request.Count);

        var order = await _orders.GetItemAsync(request.Id);
        await _orders.PutItemAsync(order);
        var json = JsonSerializer.Serialize(new Answer(order));
        order["Id"] = json;
        await _orders.UpdateItemAsync(order);

        var draft = new Document { ["Id"] = request.Id, ["Price"] = request.Price };
        var made = new Document { ["Id"] = request.Id };
        if (request.Count > 1)
            made["Count"] = request.Count;
        if (request.Count > 2)
            await _orders.PutItemAsync(made);
        made["Note"] = "x";
        await _orders.UpdateItemAsync(made);
        await _orders.UpdateItemAsync(new Document { ["Note"] = "x" });
        await _orders.UpdateItemAsync(new Document { ["Id"] = request.Id }, new UpdateItemOperationConfig { ConditionalExpression = new Expression { ExpressionStatement = "attribute_exists(Id)" } });

        var filter = new QueryFilter("Count", QueryOperator.Equal, request.Count);
        await _orders.Query(filter).GetNextSetAsync();
        await _orders.Query(new QueryOperationConfig { PaginationToken = request.Id }).GetNextSetAsync();
        var batch = _orders.CreateBatchWrite();
        batch.AddDocumentToPut(made);
        await batch.ExecuteAsync();
        return order;
    }
}

public record Request(string Id, int Count, decimal Price);

public record Answer(Document Order);
