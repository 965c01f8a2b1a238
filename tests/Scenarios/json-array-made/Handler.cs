using System.Text.Json.Nodes;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<string> FunctionHandler(Order order)
    {
        var lines = new JsonArray(order.Lines.Select(line => (JsonNode)line).ToArray());
        var parts = new JsonArray(order.Lines.Select(line => JsonValue.Create(line.Length)).ToArray<JsonNode?>());
        var message = new JsonObject { ["id"] = order.Id, ["lines"] = lines, ["parts"] = parts, ["fixed"] = new JsonArray(1, order.Id, null) };
        await _sns.PublishAsync("orders", message.ToJsonString());
        return order.Id;
    }
}

public record Order(string Id, List<string> Lines);
