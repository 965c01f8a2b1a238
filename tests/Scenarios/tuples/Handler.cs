using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Total> FunctionHandler(Order order, ILambdaContext context)
    {
        var (share, rest) = Split(order.Amount);
        await Publish($"{share}/{rest}");
        (int Low, int High) range = (order.Amount - 1, order.Amount + 1);
        return new Total(range.Low, range.High, (share, rest) == (0, 1));

        static (int Share, int Over) Split(int amount) => (amount / 2, amount % 2);
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Order(string Id, int Amount, int Parts, double Weight);

public record Total(int Low, int High, bool IsOne);
