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
        var step = Choose(order);
        await step.Run(order);
        return new Receipt(order.Id, "OK");
    }

    private IStep Choose(Order order)
    {
        if (order.Amount > 10)
            return new Large(_sns);
        return new Small(_sns);
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);

public interface IStep
{
    Task Run(Order order);
}

public class Large(IAmazonSimpleNotificationService sns) : IStep
{
    public async Task Run(Order order) => await sns.PublishAsync("large", order.Id);
}

public class Small(IAmazonSimpleNotificationService sns) : IStep
{
    public async Task Run(Order order) => await sns.PublishAsync("small", order.Id);
}
