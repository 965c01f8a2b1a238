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
        if (!TryPrice(order, out var price, out var reason))
            return new Receipt(order.Id, reason);
        Add(order, ref price);
        await _sns.PublishAsync(new PublishRequest { TopicArn = Environment.GetEnvironmentVariable("TOPIC"), Message = $"{order.Id} costs {price}" });
        return new Receipt(order.Id, "OK");
    }

    private static bool TryPrice(Order order, out int price, out string reason)
    {
        price = 0;
        reason = "";
        if (order.Amount <= 0)
        {
            reason = "NO AMOUNT";
            return false;
        }

        price = order.Amount * 3;
        return true;
    }

    private static void Add(Order order, ref int price)
    {
        if (order.Kind == "express")
            price += 5;
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
