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
        var list = new List<string>(order.Items) { order.Text };
        var stack = new Stack<string>(order.Items);
        var set = new HashSet<string>(order.Items) { order.Text };
        var lists = new List<List<string>>();
        lists.Add(list);
        lists.Add(order.Items);
        await Publish(string.Join(",", list) + "|" + string.Join(",", stack) + "|" + string.Join(",", set));
        return new Total(list, lists, stack.Peek());
    }

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Order(string Text, List<string> Items);

public record Total(List<string> A, List<List<string>> B, string C);
