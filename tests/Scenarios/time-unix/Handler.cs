using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Stamps> FunctionHandler(Order order, ILambdaContext context)
    {
        var placed = DateTimeOffset.FromUnixTimeSeconds(order.PlacedAt);
        var expires = placed.AddDays(7).ToUnixTimeSeconds();
        await _sns.PublishAsync("orders", expires.ToString());
        return new Stamps(placed, expires, DateTimeOffset.FromUnixTimeMilliseconds(order.PlacedAt).UtcDateTime, order.PaidAt.ToUnixTimeMilliseconds(), new DateTimeOffset(order.SentAt).ToUnixTimeSeconds());
    }
}

public record Order(string Id, long PlacedAt, DateTimeOffset PaidAt, DateTime SentAt);

public record Stamps(DateTimeOffset Placed, long Expires, DateTime Early, long Paid, long Sent);
