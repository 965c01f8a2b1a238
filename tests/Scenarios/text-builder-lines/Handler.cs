using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using System.Text;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var text = new StringBuilder();
        text.Append("Lines: ");
        foreach (var line in order.Lines)
            text.AppendLine($"{line.Sku}: {line.Quantity}");
        await _sns.PublishAsync("orders", text.ToString());
        return new Receipt(order.Id, "OK");
    }
}

public record Order(string Id, List<Line> Lines);

public record Line(string Sku, int Quantity);

public record Receipt(string Id, string Status);
