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
        var prices = new Dictionary<string, int> { ["a"] = 1 };
        try
        {
            prices[order.Sku] = 2;
            if (prices.TryGetValue(order.Other, out var price))
                await Publish($"{order.Other} {price}");
            return new Total(prices.Count, "none");
        }
        catch (ArgumentNullException e)
        {
            return new Total(0, e.Message);
        }
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Order(string Sku, string Other);

public record Total(int Count, string Error);
