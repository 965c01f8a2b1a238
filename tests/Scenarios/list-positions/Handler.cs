using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Total> FunctionHandler(Basket basket, ILambdaContext context)
    {
        var first = basket.Items[0];
        await Publish(first);
        return new Total(basket.Items[^1], basket.Sizes[basket.At], basket.Sizes[..1], [.. basket.Sizes, 9]);
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Basket(List<string> Items, int[] Sizes, int At);

public record Total(string Last, int Size, int[] Head, int[] More);
