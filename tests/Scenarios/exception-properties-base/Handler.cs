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
            try
            {
                if (order.Kind == "lost")
                    throw new LostException(order.Id, order.Amount);
                if (order.Kind == "odd")
                    throw new InvalidOperationException("odd");
                await _sns.PublishAsync("orders", order.Id);
            }
            finally
            {
                await _sns.PublishAsync("log", order.Id);
            }
        }
        catch (Exception e) when (e is RejectedException { Reason: "lost" } rejected && rejected.Place != "depot 13")
        {
            return new Receipt(order.Id, rejected.Place);
        }
        catch (RejectedException e)
        {
            return new Receipt(e.Place, e.Reason);
        }

        return new Receipt(order.Id, "OK");
    }
}

public abstract class RejectedException(string message, string reason, string place) : Exception(message)
{
    public string Reason { get; } = reason;

    public string Place { get; } = place;
}

public sealed class LostException(string id, int amount) : RejectedException("Lost " + id, amount > 10 ? "lost" : "small", "depot " + amount);

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
