using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public static class Function
{
    private static readonly AmazonSimpleNotificationServiceClient Sns = new();

    public static async Task FunctionHandler(Order order)
    {
        if (order.Note == null)
            return;
        await Sns.PublishAsync("orders", order.Note);
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
