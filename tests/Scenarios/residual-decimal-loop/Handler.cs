using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    public async Task<Receipt> FunctionHandler(Basket basket, ILambdaContext context)
    {
        decimal total = 0.00m;
        foreach (var line in basket.Lines)
        {
            var row = await _dynamoDb.GetItemAsync(new GetItemRequest { TableName = "Stock", Key = new() { ["Sku"] = new AttributeValue { S = line.Sku } } });
            total += decimal.Parse(row.Item["Price"].N) * line.Quantity;
        }

        if (total >= 1000m)
            total *= 0.85m;
        else if (total >= 100m)
            total *= 0.95m;
        await _sns.PublishAsync(new PublishRequest { TopicArn = "orders", Message = "total " + total.ToString("0.00") });
        return new Receipt(basket.Id, total);
    }
}

public record Line(string Sku, int Quantity);

public record Basket(string Id, List<Line> Lines);

public record Receipt(string Id, decimal Total);
