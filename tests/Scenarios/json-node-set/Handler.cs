using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using System.Text.Json.Nodes;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var node = JsonNode.Parse("""{"user": {"name": "x"}}""")!;
        node["id"] = order.Id;
        node["amount"] = order.Amount;
        await _sns.PublishAsync("orders", node.ToJsonString());
        return new Receipt(order.Id, node["user"]?["name"]?.GetValue<string>() ?? "nobody");
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
