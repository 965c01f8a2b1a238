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

    public async Task<Line> FunctionHandler(Order order, ILambdaContext context)
    {
        await Publish($"[{order.Id,10}|{order.Id,-4}] {order.Amount:D5} {order.Amount:N0} {order.Parts:000} {order.Amount,6:D3}");
        return new Line(string.Format("{0}-{1:D2}", order.Id, order.Parts));
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Order(string Id, int Amount, int Parts, double Weight);

public record Line(string Text);
