using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using System.Globalization;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Answer> FunctionHandler(Order order, ILambdaContext context)
    {
        var isOpen = order.ClosedAt == null || order.ClosedAt > order.OpenedAt;
        if (isOpen && order.ClosedAt != order.ArchivedAt)
            await _sns.PublishAsync("orders", order.Id);
        var age = order.ClosedAt - order.OpenedAt;
        return new Answer(isOpen, age?.TotalSeconds, order.ClosedAt ?? order.OpenedAt.AddDays(30), order.ClosedAt.HasValue ? order.ClosedAt.Value.Month : 0, order.ClosedAt?.ToString("yyyy-MM", CultureInfo.InvariantCulture));
    }
}

public record Order(string Id, DateTime OpenedAt, DateTime? ClosedAt, DateTime? ArchivedAt);

public record Answer(bool IsOpen, double? Age, DateTime Closes, int Month, string? ClosedIn);
