using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text.Json;
using System.Text.Json.Nodes;
using Newtonsoft.Json.Linq;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Total> FunctionHandler(Order order, ILambdaContext context)
    {
        using var document = JsonDocument.Parse(JsonSerializer.Serialize(order));
        var root = document.RootElement;
        var lines = root.GetProperty("Lines").EnumerateArray().Where(l => l.GetProperty("Count").GetInt32() > 1).Select(l => l.GetProperty("Sku").GetString()!).ToList();
        await Publish(string.Join(",", lines));
        return new Total(lines, root.TryGetProperty("Note", out var note) ? note.GetString() : "none", root.GetProperty("Lines").GetArrayLength());
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Line(string Sku, int Count);

public record Order(string Id, List<Line> Lines, string? Note);

public record Total(List<string> Skus, string? Note, int Lines);
