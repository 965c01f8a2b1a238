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
        var token = JObject.FromObject(order);
        token["Extra"] = order.Count * 2;
        await Publish((string)token["Id"]!);
        return new Total(token.Value<string>("Note"), token.Value<int>("Extra"), token["Line"]!.ToObject<Line>()!.Sku);
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Line(string Sku, int Count);

public record Order(string Id, int Count, Line Line, string? Note);

public record Total(string? Note, int Extra, string Sku);
