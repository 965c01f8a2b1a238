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
        int? amount = order.Amount > 0 ? order.Amount : null;
        bool? isLarge = amount > 10 ? true : null;
        await _sns.PublishAsync("orders", amount.ToString() + isLarge.ToString());
        return new Receipt(order.Id, amount?.ToString() ?? "none");
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
