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
        var a = order.Items[order.Start..order.End];
        var b = order.List.GetRange(order.Start, order.End);
        var c = order.Text[order.Start..order.End];
        return new Total(a, b, c);
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Order(string Text, int Start, int End, int[] Items, List<int> List);

public record Total(int[] A, List<int> B, string C);
