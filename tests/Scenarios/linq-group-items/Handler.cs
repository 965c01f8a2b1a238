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
        foreach (var group in order.Lines.GroupBy(line => line.Sku))
        {
            var total = 0;
            foreach (var line in group)
            {
                total += line.Quantity;
                if (line.Quantity > 10)
                    await _sns.PublishAsync("large", line.Sku);
            }

            await _sns.PublishAsync("totals", $"{group.Key}: {total}");
        }

        return new Receipt(order.Id, "OK");
    }
}

public record Order(string Id, List<Line> Lines);

public record Line(string Sku, int Quantity);

public record Receipt(string Id, string Status);
