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
        // Read as JSON, both texts are the same.
        await Publish(JsonSerializer.Serialize(new { order.Name, Inner = JsonSerializer.Serialize(order) }));
        // Numbers have nothing to escape.
        await Publish("counts: " + JsonSerializer.Serialize(order.Counts));
        var json = JsonSerializer.Serialize(new { Inner = JsonSerializer.Serialize(order) });
        await Publish("order: " + json);
        return $"done with {json}";
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Order(string Name, List<int> Counts);
