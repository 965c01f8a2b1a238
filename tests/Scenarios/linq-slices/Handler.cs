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
        await Publish($"{prices.Count}");
        return new Total(prices.Skip(1).ToList(), prices.Take(2).ToList(), prices.TakeWhile(p => p > 0).ToList(), prices.SkipWhile(p => p > 0).ToList(), prices.Chunk(2).ToList());
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Cart(string Id, List<Line> Lines);

public record Line(string Sku, int Count, int Price, bool Urgent, string? Note);

public record Total(List<int> Rest, List<int> Start, List<int> Positive, List<int> After, List<int[]> Pairs);
