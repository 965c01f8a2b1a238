using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public record Todo(string Id, string Title, bool Done, int Priority);

public class Function
{
    private static readonly string Table = Environment.GetEnvironmentVariable("TABLE") ?? throw new InvalidOperationException("TABLE");
    private readonly IAmazonDynamoDB _db = new AmazonDynamoDBClient();

    public async Task<APIGatewayHttpApiV2ProxyResponse> FunctionHandler(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context)
    {
        try
        {
            return request.RouteKey switch
            {
                "GET /todos" => Json(200, await ListAsync(request.QueryStringParameters)),
                "GET /todos/{id}" => await GetAsync(request.PathParameters["id"]) is { } todo ? Json(200, todo) : Json(404, new { message = "not found" }),
                "PUT /todos/{id}" => await PutAsync(request.PathParameters["id"], request.Body),
                "DELETE /todos/{id}" => await DeleteAsync(request.PathParameters["id"]),
                _ => Json(405, new { message = $"no route {request.RouteKey}" }),
            };
        }
        catch (JsonException)
        {
            return Json(400, new { message = "bad json" });
        }
        catch (AmazonDynamoDBException e)
        {
            context.Logger.LogError(e.Message);
            return Json(500, new { message = "storage" });
        }
    }

    private async Task<List<Todo>> ListAsync(IDictionary<string, string>? query)
    {
        var scan = new ScanRequest { TableName = Table, Limit = 50 };
        if (query != null && query.TryGetValue("done", out var done))
        {
            scan.FilterExpression = "done = :d";
            scan.ExpressionAttributeValues = new() { [":d"] = new AttributeValue { BOOL = done == "true" } };
        }

        var page = await _db.ScanAsync(scan);
        return page.Items.Select(ToTodo).OrderByDescending(t => t.Priority).ThenBy(t => t.Id, StringComparer.Ordinal).ToList();
    }

    private async Task<Todo?> GetAsync(string id)
    {
        var found = await _db.GetItemAsync(Table, new Dictionary<string, AttributeValue> { ["id"] = new AttributeValue { S = id } });
        return found.Item is { Count: > 0 } ? ToTodo(found.Item) : null;
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> PutAsync(string id, string body)
    {
        var todo = JsonSerializer.Deserialize<Todo>(body, new JsonSerializerOptions(JsonSerializerDefaults.Web));
        if (todo is null or { Title.Length: 0 }) return Json(400, new { message = "title missing" });
        await _db.PutItemAsync(Table, new Dictionary<string, AttributeValue>
        {
            ["id"] = new AttributeValue { S = id },
            ["title"] = new AttributeValue { S = todo.Title },
            ["done"] = new AttributeValue { BOOL = todo.Done },
            ["priority"] = new AttributeValue { N = todo.Priority.ToString() },
        });
        return Json(200, todo with { Id = id });
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> DeleteAsync(string id)
    {
        var old = await _db.DeleteItemAsync(new DeleteItemRequest { TableName = Table, Key = new() { ["id"] = new AttributeValue(id) }, ReturnValues = ReturnValue.ALL_OLD });
        return old.Attributes?.Count > 0 ? new APIGatewayHttpApiV2ProxyResponse { StatusCode = 204 } : Json(404, new { message = "not found" });
    }

    private static Todo ToTodo(Dictionary<string, AttributeValue> item) =>
        new(item["id"].S, item["title"].S, item.TryGetValue("done", out var done) && done.BOOL == true, item.TryGetValue("priority", out var priority) ? int.Parse(priority.N) : 0);

    private static APIGatewayHttpApiV2ProxyResponse Json(int status, object body) => new()
    {
        StatusCode = status,
        Body = JsonSerializer.Serialize(body, new JsonSerializerOptions(JsonSerializerDefaults.Web)),
        Headers = new Dictionary<string, string> { ["content-type"] = "application/json" },
    };
}
