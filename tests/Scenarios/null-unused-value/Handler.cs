using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Total> FunctionHandler(Order order, ILambdaContext context)
    {
        var known = null != order.Id.TrimEnd('a') ? 1 : 0;
        var quantity = new Line(order.Kind.Trim(), 2).Quantity;
        var count = new List<string> { order.Place.Trim(), "b" }.Count;
        await _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = "a".Insert(0, order.Code) });
        return new Total(known, quantity, count);
    }
}

public record Order(string Id, string Kind, string Place, string Code);

public record Line(string Name, int Quantity);

public record Total(int Known, int Quantity, int Count);
