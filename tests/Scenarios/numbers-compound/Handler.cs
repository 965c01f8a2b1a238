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

    public async Task<Result> FunctionHandler(Order order, ILambdaContext context)
    {
        var total = order.Amount;
        total += order.Parts;
        total *= 3;
        total -= 1;
        var before = total++;
        var after = --total;
        await Publish($"{before} {after}");
        return new Result(total);
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Order(string Id, int Amount, int Parts, double Weight);

public record Result(int Total);
