using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using System.Globalization;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Texts> FunctionHandler(Order order, ILambdaContext context)
    {
        await _sns.PublishAsync("orders", $"{order.Id} of {order.PlacedAt:yyyy-MM-dd} at {order.PlacedAt:HH:mm}");
        return new Texts(
            order.PlacedAt.ToString("o", CultureInfo.InvariantCulture),
            order.PlacedAt.ToString("ddd d MMM yy h:mm:ss tt", CultureInfo.InvariantCulture),
            order.PlacedAt.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture),
            order.PlacedAt.ToString("R", CultureInfo.InvariantCulture),
            order.PlacedAt.ToString("s", CultureInfo.InvariantCulture),
            order.PlacedAt.ToString(CultureInfo.InvariantCulture),
            order.PaidAt.ToString("O", CultureInfo.InvariantCulture),
            order.PaidAt.ToString("dddd, d MMMM yyyy [HH] zzz", CultureInfo.InvariantCulture),
            $"year {order.PlacedAt.Year:D4}");
    }
}

public record Order(string Id, DateTime PlacedAt, DateTimeOffset PaidAt);

public record Texts(string RoundTrip, string Custom, string Compact, string Rfc1123, string Sortable, string Plain, string Offset, string Long, string Year);
