using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<string> FunctionHandler(Order order, ILambdaContext context)
    {
        // In a list, joined to lines.
        var lines = order.Names.Select(name => JsonSerializer.Serialize(new { Name = $"<{name}>" })).ToList();
        await Publish(string.Join("\n", lines));

        // In an object of the code's own.
        var kept = new Kept(JsonSerializer.Serialize(new { order.Title }), order.Names.Count);
        await Publish($"{kept.Json} of {kept.Count}");

        // By way of another variable, of which one value is none.
        var text = order.Title == null ? "" : kept.Json;
        var other = text;
        await Publish(other.ToUpperInvariant());

        // What iterations give.
        var all = await Task.WhenAll(order.Names.Select(async name =>
        {
            await Publish(name);
            return JsonSerializer.Serialize(new { Own = name + "'s" });
        }));
        return string.Join("; ", all);
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Order(string Title, List<string> Names);

public record Kept(string Json, int Count);
