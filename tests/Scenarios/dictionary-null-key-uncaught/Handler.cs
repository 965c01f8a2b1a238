using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Total> FunctionHandler(Order order, ILambdaContext context)
    {
        var prices = new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 };
        if (prices.TryGetValue(order.Sku, out var price))
            await Publish("results", $"{order.Sku} {price}");
        return new Total(prices.TryGetValue(order.Other!, out var other) ? other : -1);
    }

    private Task Publish(string topic, string message) => _sns.PublishAsync(new PublishRequest { TopicArn = topic, Message = message });
}

public record Order(string Sku, string? Other);

public record Total(int Price);
