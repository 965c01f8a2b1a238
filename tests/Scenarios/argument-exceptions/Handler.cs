using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<string> FunctionHandler(Order order)
    {
        if (order.Id == "")
            throw new ArgumentException("no id", nameof(order));
        if (order.Kind is null)
            throw new ArgumentNullException(nameof(order));
        if (order.Amount > 10)
            throw new ArgumentOutOfRangeException(nameof(order), order.Amount, "too much");
        if (order.Amount < 0)
            throw new ArgumentOutOfRangeException(nameof(order), "too little");
        var response = await _sns.PublishAsync("orders", order.Id);
        return response.MessageId;
    }
}

public record Order(string Id, string? Kind, int Amount);
