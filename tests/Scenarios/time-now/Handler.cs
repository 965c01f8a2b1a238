using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Entry> FunctionHandler(Order order, ILambdaContext context)
    {
        var now = DateTime.UtcNow;
        var entry = new Entry(order.Id, now, DateTimeOffset.UtcNow.AddHours(1), now.ToString("O"), now > order.PlacedAt, (now - order.PlacedAt).TotalDays > 30 ? "old" : "new", DateTime.Now.Year, DateTime.Today);
        await _sns.PublishAsync("orders", $"{now:yyyyMMdd}");
        return entry;
    }
}

public record Order(string Id, DateTime PlacedAt);

public record Entry(string Id, DateTime At, DateTimeOffset Expires, string Text, bool IsLater, string Age, int Year, DateTime Today);
