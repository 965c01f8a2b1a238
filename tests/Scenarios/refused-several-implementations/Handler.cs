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
        // Which comes first is computed.
        var step = new IStep[] { new Large(_sns), new Small(_sns) }.OrderBy(s => s.Rank(order)).First();
        await step.Run(order);
        return new Receipt(order.Id, "OK");
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);

public interface IStep
{
    int Rank(Order order);

    Task Run(Order order);
}

public class Large(IAmazonSimpleNotificationService sns) : IStep
{
    public int Rank(Order order) => order.Amount;

    public async Task Run(Order order) => await sns.PublishAsync("large", order.Id);
}

public class Small(IAmazonSimpleNotificationService sns) : IStep
{
    public int Rank(Order order) => 10;

    public async Task Run(Order order) => await sns.PublishAsync("small", order.Id);
}
