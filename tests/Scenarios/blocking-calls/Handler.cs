using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public string FunctionHandler(Order order)
    {
        var first = _sns.PublishAsync("orders", order.Id).Result;
        _sns.PublishAsync("orders", first.MessageId).Wait();
        var third = _sns.PublishAsync("orders", order.Kind).GetAwaiter().GetResult();
        var fourth = Send(order).ConfigureAwait(false).GetAwaiter().GetResult();
        return $"{third.MessageId} {fourth}";
    }

    private async Task<string> Send(Order order)
    {
        var response = await _sns.PublishAsync("orders", order.Note ?? "none", CancellationToken.None).ConfigureAwait(false);
        return response.MessageId;
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
