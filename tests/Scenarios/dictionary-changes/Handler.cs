using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text.Json;
using System.Text.Json.Serialization;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Total> FunctionHandler(Cart cart, ILambdaContext context)
    {
        var prices = new Dictionary<string, int> { [cart.First] = 1, [cart.Second] = 2 };
        var isNew = prices.TryAdd("extra", 5);
        prices.Add(cart.Third, 3);
        prices[cart.First] += 10;
        var had = prices.Remove("gone", out var gone);
        await Publish($"{prices.Count} prices");
        return new Total(prices, isNew, had, gone);
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Cart(string First, string Second, string Third);

public record Total(Dictionary<string, int> Prices, bool IsNew, bool Had, int Gone);
