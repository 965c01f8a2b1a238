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

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var response = await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "price", Payload = JsonSerializer.Serialize(new { order.Id, Total = order.Amounts.Sum() }) });
        if (response.FunctionError != null)
            return new Receipt(order.Id, "NO PRICE");
        var price = JsonSerializer.Deserialize<Price>(response.Payload)!;
        return new Receipt(order.Id, $"{price.Total} {price.Currency}");
    }
}

public record Order(string Id, string Kind, List<int> Amounts);

public record Receipt(string Id, string Status);

public record Price(int Total, string Currency);
