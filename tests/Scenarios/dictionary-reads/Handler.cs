using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Total> FunctionHandler(Basket basket, ILambdaContext context)
    {
        if (!basket.Prices.ContainsKey("key"))
            throw new InvalidOperationException("no price");
        await Publish($"{basket.Prices["key"]}");
        return new Total(basket.Prices.Keys.ToList(), basket.Prices.Values.Sum(), basket.Prices["other"]);
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Basket(Dictionary<string, int> Prices);

public record Total(List<string> Keys, int Sum, int Other);
