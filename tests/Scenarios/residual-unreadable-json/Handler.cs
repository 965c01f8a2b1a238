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
            var skus = order.Texts.Select(text => JsonSerializer.Deserialize<Line>(text)!.Sku).ToList();
            await Publish(string.Join(",", skus));
            return new Total(skus.Count, "none");
        }
        catch (JsonException e)
        {
            return new Total(-1, e.GetType().Name);
        }
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Line(string Sku, int Count);

public record Order(string Id, List<string> Texts);

public record Total(int Count, string Error);
