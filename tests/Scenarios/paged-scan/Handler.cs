using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda;
using Amazon.Lambda.Core;
using Amazon.Lambda.Model;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text.Json;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();
    private readonly IAmazonLambda _lambda = new AmazonLambdaClient();

    public async Task<Summary> FunctionHandler(Order order, ILambdaContext context)
    {
        var ids = new List<string>();
        Dictionary<string, AttributeValue>? start = null;
        do
        {
            var page = await _dynamoDb.ScanAsync(new ScanRequest { TableName = "orders", ExclusiveStartKey = start });
            if (page.Items != null)
            {
                foreach (var item in page.Items)
                {
                    if (item.TryGetValue("Id", out var id))
                        ids.Add(id.S);
                }
            }

            start = page.LastEvaluatedKey;
        }
        while (start is { Count: > 0 });
        return new Summary(order.Id, ids);
    }
}

public record Order(string Id, List<Line> Lines);

public record Line(string Sku, int Quantity);

public record Summary(string Id, List<string> Sent);
