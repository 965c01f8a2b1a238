using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task FunctionHandler(Order order, ILambdaContext context)
    {
        try
        {
            // An operator on nullable numbers evaluates both operands, whatever the first one is.
            if (order.Limit > order.Tags.Count)
                await Publish("few tags");
            var rest = order.Limit - order.Names.Count;
            await Publish(rest is null ? "no limit" : "limit");
            // So do & and |.
            if (order.Urgent & order.Labels.Count > 1)
                await Publish("urgent");
            var many = order.Items.Count(item => item.Limit > item.Tags.Count);
            var copies = new Queue<string>(order.Names);
            await Publish(many + copies.Count > 1 ? "many" : "one");
            // Of a division the dividend is evaluated before the divisor is looked at.
            var share = order.Parts.Values.Sum() / order.Divisor;
            await Publish("share".Insert(0, order.Id) + share);
        }
        catch (Exception e) when (e is NullReferenceException or ArgumentNullException or DivideByZeroException)
        {
            await Publish(e.Message);
        }
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Order(string Id, int Divisor, Dictionary<string, int> Parts, int? Limit, bool Urgent, List<string> Tags, List<string> Names, List<string> Labels, List<Item> Items);

public record Item(int? Limit, List<string> Tags);
