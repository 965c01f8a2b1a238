using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        try
        {
            await Task.WhenAll(SendAsync("a", order), SendAsync("b", order));
        }
        catch (RefusedException e)
        {
            return new Receipt(order.Id, e.Topic);
        }

        return new Receipt(order.Id, "OK");
    }

    private async Task SendAsync(string topic, Order order)
    {
        if (order.Kind == topic)
            throw new RefusedException(topic);
        await _sns.PublishAsync(topic, order.Id);
    }
}

public class RefusedException(string topic) : Exception("Refused " + topic)
{
    public string Topic { get; } = topic;
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
