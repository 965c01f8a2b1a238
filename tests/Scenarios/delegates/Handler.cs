using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly Func<Order, Task<string>> _publish;
    private readonly Func<string, string> _label;

    public Function()
    {
        _publish = PublishAsync;
        _label = kind => $"[{kind}]";
    }

    public async Task<Receipt> FunctionHandler(Order order)
    {
        var status = await Twice(_publish, order);
        return new Receipt(order.Id, status);
    }

    private static async Task<string> Twice(Func<Order, Task<string>> action, Order order)
    {
        await action(order);
        return await action.Invoke(order);
    }

    private async Task<string> PublishAsync(Order order)
    {
        var response = await _sns.PublishAsync(new PublishRequest { TopicArn = "orders", Message = _label(order.Kind) });
        return response.MessageId;
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
