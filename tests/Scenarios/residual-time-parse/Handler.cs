using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using System.Globalization;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<string> FunctionHandler(Order order, ILambdaContext context)
    {
        var placed = DateTime.Parse(order.Text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
        if (placed.AddMonths(1) < order.Before)
            await _sns.PublishAsync("orders", order.Id);
        return placed.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}

public record Order(string Id, string Text, DateTime Before);
