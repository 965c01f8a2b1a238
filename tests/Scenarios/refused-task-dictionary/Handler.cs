using System.Text.Json;
using Amazon.Lambda;
using Amazon.Lambda.Core;
using Amazon.Lambda.Model;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.SQS;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public record Request(string CustomerId, List<string> Skus, bool IncludeCredit);
public record Profile(string Name, string Segment);
public record Credit(int Score, decimal? Limit);
public record Stock(string Sku, int Available, string Warehouse);
public record Quote(string Customer, string Segment, int? Score, Dictionary<string, int> Stock, List<string> Missing, string Tier);

public class Function
{
    private readonly IAmazonLambda _lambda = new AmazonLambdaClient();
    private readonly IAmazonDynamoDB _db = new AmazonDynamoDBClient();
    private readonly IAmazonSQS _sqs = new AmazonSQSClient();

    public async Task<Quote> FunctionHandler(Request request, ILambdaContext context)
    {
        var profileTask = CallAsync<Profile>("profile", new { id = request.CustomerId });
        Task<Credit?> creditTask = request.IncludeCredit ? CallAsync<Credit?>("credit", new { id = request.CustomerId }) : Task.FromResult<Credit?>(null);
        var historyTask = CountOrdersAsync(request.CustomerId);
        await Task.WhenAll(profileTask, creditTask, historyTask);
        var (profile, credit, orders) = (profileTask.Result, await creditTask, historyTask.Result);

        var stockTasks = request.Skus.Distinct().ToDictionary(sku => sku, sku => CallAsync<Stock>("stock", new { sku }));
        await Task.WhenAll(stockTasks.Values);
        var stock = new Dictionary<string, int>();
        foreach (var (sku, task) in stockTasks)
        {
            var found = await task;
            if (found.Available > 0)
                stock[sku] = found.Available;
        }

        var missing = request.Skus.Where(sku => !stock.ContainsKey(sku)).Distinct().ToList();
        var tier = (orders, credit?.Score) switch
        {
            ( > 50, _) => "gold",
            ( > 10, >= 700) => "silver",
            (_, null) => "unknown",
            _ => "bronze",
        };
        if (missing.Count != 0)
            await _sqs.SendMessageAsync("https://sqs/missing", string.Join(';', missing));
        return new Quote(profile.Name, profile.Segment, credit?.Score, stock, missing, tier);
    }

    private async Task<int> CountOrdersAsync(string id)
    {
        var response = await _db.QueryAsync(new QueryRequest { TableName = "orders", KeyConditionExpression = "customer = :c", ExpressionAttributeValues = new() { { ":c", new AttributeValue(id) } }, Select = Select.COUNT });
        return (int)response.Count!;
    }

    private async Task<T> CallAsync<T>(string name, object payload)
    {
        var response = await _lambda.InvokeAsync(new InvokeRequest { FunctionName = name, Payload = JsonSerializer.Serialize(payload) });
        if (response.FunctionError != null) throw new Exception(name);
        return JsonSerializer.Deserialize<T>(response.Payload)!;
    }
}
