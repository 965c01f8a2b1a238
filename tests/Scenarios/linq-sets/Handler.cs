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

    public async Task<Total> FunctionHandler(Cart cart, ILambdaContext context)
    {
        var prices = cart.Lines.Select(l => l.Price).ToList();
        var counts = cart.Lines.Select(l => l.Count).ToList();
        await Publish($"{prices.Contains(2)}");
        return new Total(prices.Union(counts).ToList(), prices.Intersect(counts).ToList(), prices.Except(counts).ToList(), prices.Concat(counts).ToList(), prices.Zip(counts, (p, c) => p * c).ToList());
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Cart(string Id, List<Line> Lines);

public record Line(string Sku, int Count, int Price, bool Urgent, string? Note);

public record Total(List<int> Union, List<int> Both, List<int> Only, List<int> All, List<int> Products);
