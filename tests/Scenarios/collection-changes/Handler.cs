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
        var codes = new List<string> { "a", "b", "c", "b" };
        codes.Insert(cart.Position, cart.Id);
        codes.RemoveAt(0);
        var removed = codes.Remove("b");
        var dropped = codes.RemoveAll(c => c.Length > 3);
        codes[0] = "first";
        codes.Reverse();
        await Publish(string.Join(",", codes));
        codes.Sort(StringComparer.Ordinal);
        var counts = new int[3];
        counts[cart.Position % 3] += 2;
        return new Total(codes, removed, dropped, counts);
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Cart(string Id, int Position);

public record Total(List<string> Codes, bool Removed, int Dropped, int[] Counts);
