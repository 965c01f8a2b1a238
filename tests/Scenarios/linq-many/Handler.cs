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

    public async Task<Total> FunctionHandler(Batch batch, ILambdaContext context)
    {
        var all = batch.Carts.SelectMany(c => c.Tags).ToList();
        await Publish(string.Join(" ", all));
        return new Total(batch.Carts.Select(c => c.Tags).ToList(), (from c in batch.Carts from t in c.Tags where t != "b" select c.Id + t).ToList());
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Batch(List<Cart> Carts);

public record Cart(string Id, List<string> Tags);

public record Total(List<List<string>> Tags, List<string> Pairs);
