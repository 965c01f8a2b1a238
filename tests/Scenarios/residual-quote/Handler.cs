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

    public async Task<Quote> FunctionHandler(Basket basket, ILambdaContext context)
    {
        var quote = Pricing.Price(basket);
        await _dynamoDb.PutItemAsync(new PutItemRequest { TableName = "Quotes", Item = new() { ["Id"] = new AttributeValue { S = basket.Id }, ["Net"] = new AttributeValue { N = quote.Net.ToString() } } });
        if (quote.Net > 500m)
            await _sns.PublishAsync(new PublishRequest { TopicArn = "large", Message = basket.Id });
        return quote;
    }
}

public static class Pricing
{
    private static readonly Dictionary<string, decimal> Discounts = new() { ["gold"] = 0.125m, ["silver"] = 0.05m };

    public static Quote Price(Basket basket)
    {
        var net = 0.00m;
        foreach (var line in basket.Lines)
            net += Math.Round(line.Quantity * line.Price, 2, MidpointRounding.AwayFromZero);
        var discount = basket.Tier is { } tier && Discounts.TryGetValue(tier, out var rate) ? net * rate : 0m;
        return new Quote(basket.Id, net - discount, discount == 0m ? null : discount);
    }
}

public record Line(string Sku, int Quantity, decimal Price);

public record Basket(string Id, string? Tier, List<Line> Lines);

public record Quote(string Id, decimal Net, decimal? Discount);
