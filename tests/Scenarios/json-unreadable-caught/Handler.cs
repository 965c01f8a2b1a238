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
        var read = new List<string>();
        foreach (var text in order.Texts)
        {
            try
            {
                var line = JsonSerializer.Deserialize<Line>(text)!;
                await Publish(line.Sku);
                read.Add(line.Sku);
            }
            catch (JsonException e)
            {
                await Publish(e.GetType().Name);
            }
        }

        return new Total(read);
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Line(string Sku, int Count);

public record Order(string Id, List<string> Texts);

public record Total(List<string> Read);
