using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Total> FunctionHandler(Order order, ILambdaContext context)
    {
        await Publish(order.Text);
        var a = order.Text.Substring(order.Start, order.Length);
        var b = order.Text[order.Start..];
        var c = order.Text.PadLeft(order.Width);
        return new Total(a, b, c);
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Order(string Text, int Start, int Length, int Width);

public record Total(string A, string B, string C);
