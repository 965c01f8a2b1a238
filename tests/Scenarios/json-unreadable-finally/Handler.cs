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

    public async Task<Total> FunctionHandler(Order order, ILambdaContext context)
    {
        try
        {
            using var document = JsonDocument.Parse(order.Text);
            await Publish(document.RootElement.GetProperty("Sku").GetString()!);
        }
        catch (JsonException) when (order.Id == "skip")
        {
            return new Total("skipped");
        }
        finally
        {
            await Publish("done");
        }

        return new Total(order.Id);
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Order(string Id, string Text);

public record Total(string Id);
