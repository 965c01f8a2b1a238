using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly Dictionary<string, string> _seen = new();
    private static string? s_last;
    private int _handled;

    public async Task<Receipt> FunctionHandler(Order order)
    {
        _handled++;
        if (_seen.ContainsKey(order.Id))
            return new Receipt(order.Id, "AGAIN");
        _seen[order.Id] = order.Kind;
        await _sns.PublishAsync("orders", s_last ?? "none");
        s_last = order.Id;
        return new Receipt(order.Id, "DONE");
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
