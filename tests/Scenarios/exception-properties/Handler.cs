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
            await PayAsync(order);
            return new Receipt(order.Id, "PAID");
        }
        catch (PaymentFailedException e) when (e.Code == 3)
        {
            await _sns.PublishAsync("retries", e.OrderId);
            return new Receipt(e.OrderId, "LATER");
        }
        catch (PaymentFailedException e)
        {
            try
            {
                await _sns.PublishAsync("failures", e.Message);
                if (order.Kind == "strict")
                    throw new PaymentFailedException("strict " + e.OrderId, e.Code + 1);
            }
            catch (PaymentFailedException inner) when (inner.Code > 8)
            {
                return new Receipt(inner.OrderId, $"HARD {inner.Code} after {e.Code} {inner.Note.Text}");
            }

            return new Receipt(e.OrderId, $"FAILED {e.Code} {e.Note.Text}");
        }
    }

    private async Task PayAsync(Order order)
    {
        if (order.Amount <= 0)
            throw new PaymentFailedException(order.Id, 3);
        if (order.Amount > 1000)
            throw new PaymentFailedException(order.Id, order.Amount > 5000 ? 8 : 7) { Note = new Remark("large") };
        await _sns.PublishAsync("payments", order.Id);
    }
}

public class PaymentFailedException : Exception
{
    public PaymentFailedException(string orderId, int code)
        : base($"Payment of {orderId} failed with {code}")
    {
        OrderId = orderId;
        Code = code;
    }

    public string OrderId { get; }

    public int Code { get; }

    public Remark Note { get; init; } = new("plain");
}

public record Remark(string Text);

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
