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

    public async Task<Share> FunctionHandler(Order order, ILambdaContext context)
    {
        var share = order.Amount / order.Parts;
        var rest = order.Amount % order.Parts;
        await Publish($"{order.Id}: {share} and {rest}");
        return new Share(share, rest);
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Order(string Id, int Amount, int Parts, double Weight);

public record Share(int Each, int Rest);
