using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly string _process = Guid.NewGuid().ToString();
    private static readonly DateTime Started = DateTime.UtcNow;
    private readonly string _made;

    public Function()
    {
        _made = Guid.NewGuid().ToString();
    }

    public async Task<Receipt> FunctionHandler(Order order)
    {
        await _sns.PublishAsync("orders", _process);
        await _sns.PublishAsync("orders", _made);
        return new Receipt(order.Id, Started.ToString("O"));
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
