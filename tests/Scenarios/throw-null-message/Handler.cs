using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class RejectedException(string? reason) : Exception(reason);

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        if (order.State == "failed")
            throw new InvalidOperationException(order.Reason);
        try
        {
            if (order.State == "rejected")
                throw new RejectedException(order.Reason);
            var sent = await _sns.PublishAsync(new PublishRequest { TopicArn = "orders", Message = order.Id });
            return new Receipt(order.Id, sent.MessageId);
        }
        catch (RejectedException e)
        {
            return new Receipt(order.Id, e.Message);
        }
    }
}

public record Order(string Id, string State, string? Reason);

public record Receipt(string Id, string Status);
