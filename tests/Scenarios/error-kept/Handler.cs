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
        Exception? failure = null;
        try
        {
            await _sns.PublishAsync("orders", order.Id);
        }
        catch (Exception e)
        {
            failure = e;
        }

        if (order.Amount < 0)
            failure = new ArgumentException("negative");
        await _sns.PublishAsync("outcomes", failure?.Message ?? "fine");
        if (failure != null)
            throw failure;
        return new Receipt(order.Id, "OK");
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
