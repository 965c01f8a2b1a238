using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Sizes> FunctionHandler(Order order, ILambdaContext context)
    {
        if (order.Note is { Length: > 1 } note)
            await _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = note });
        return new Sizes(order.Kind is { Length: 0 }, order.First is { IsLarge: true });
    }
}

public record Order(string? Note, string Kind, Line? First);

public record Line(int Quantity)
{
    public bool IsLarge => Quantity > 3;
}

public record Sizes(bool IsEmpty, bool IsLarge);
