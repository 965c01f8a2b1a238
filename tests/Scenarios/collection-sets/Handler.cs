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
        var seen = new HashSet<string>();
        var repeated = new List<string>();
        foreach (var sku in cart.Skus)
        {
            if (!seen.Add(sku))
                repeated.Add(sku);
        }

        seen.UnionWith(cart.More);
        seen.Remove("none");
        await Publish($"{seen.Count} of {cart.Skus.Count}");
        return new Total(seen.ToList(), repeated, seen.Contains("a"));
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Cart(string Id, List<string> Skus, List<string> More);

public record Total(List<string> Skus, List<string> Repeated, bool HasA);
