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
        var made = new JsonObject { ["id"] = order.Id, ["count"] = order.Count, ["tags"] = new JsonArray(order.Id, "x") };
        if (order.Note is not null)
            made["note"] = order.Note;
        var read = JsonNode.Parse(made.ToJsonString())!;
        await Publish(read["id"]!.GetValue<string>());
        return new Total((string?)read["note"], (int)read["count"]! + 1, read["tags"]!.AsArray().Count, read["absent"]?.GetValue<bool>() ?? false);
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Order(string Id, int Count, string? Note);

public record Total(string? Note, int Next, int Tags, bool Absent);
