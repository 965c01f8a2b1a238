using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text.Json;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        if (order.Text != "  " && order.Text != " null ")
            await Publish("unusual");
        try
        {
            var line = JsonSerializer.Deserialize<Line>(order.Text);
            if (line == null)
                return new Receipt("null");
            await Publish(line.Sku);
        }
        catch (JsonException)
        {
            await Publish("no JSON: " + order.Next);
        }

        var next = JsonSerializer.Deserialize<Line>(order.Next);
        return new Receipt(next == null ? "no next" : "next");
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Order(string Text, string Next);

public record Line(string Sku);

public record Receipt(string Id);
