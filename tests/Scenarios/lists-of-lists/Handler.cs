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
        var rows = new List<List<int>> { cart.Counts };
        if (cart.Counts.Count > 2)
            rows.Add(cart.Counts.Take(2).ToList());
        await Publish(JsonSerializer.Serialize(cart.Counts));
        return new Total(rows, new[] { cart.Counts.ToArray() }, rows.Select(r => r.Count).ToList());
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Cart(string Id, List<int> Counts);

public record Total(List<List<int>> Rows, int[][] Arrays, List<int> Lengths);
