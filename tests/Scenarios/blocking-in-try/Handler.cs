using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public Receipt FunctionHandler(Order order)
    {
        try
        {
            _sns.PublishAsync("orders", order.Id).Wait();
        }
        catch (NotFoundException)
        {
            return new Receipt(order.Id, "NEVER: the wait wraps it");
        }
        catch (AggregateException e)
        {
            return new Receipt(order.Id, e.Message);
        }

        return new Receipt(order.Id, "SENT");
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
