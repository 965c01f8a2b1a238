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

    public async Task<Total> FunctionHandler(Cart cart, ILambdaContext context)
    {
        var groups = cart.Lines.GroupBy(l => l.Urgent).Select(g => new Group(g.Key, g.Count(), g.Sum(l => l.Price))).ToList();
        await Publish($"{groups.Count}");
        return new Total(groups, cart.Lines.Select(l => l.Sku).Distinct().ToList());
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Cart(string Id, List<Line> Lines);

public record Line(string Sku, int Count, int Price, bool Urgent, string? Note);

public record Group(bool Urgent, int Lines, int Price);

public record Total(List<Group> Groups, List<string> Skus);
