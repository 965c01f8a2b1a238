using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Amazon.SQS;
using Amazon.SQS.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private static readonly IAmazonSimpleNotificationService Topics = new AmazonSimpleNotificationServiceClient();
    private static readonly IAmazonSQS Queues = new AmazonSQSClient();

    private static readonly Dictionary<string, Func<Order, Task<string>>> Handlers = new()
    {
        ["publish"] = PublishAsync,
        ["send"] = SendAsync,
        ["skip"] = order => Task.FromResult(order.Id),
    };

    private static readonly IReadOnlyDictionary<string, Func<Order, string>> Labels = new Dictionary<string, Func<Order, string>>
    {
        { "publish", order => "published " + order.Id },
        { "send", order => "sent " + order.Amount },
    };

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        if (!Handlers.TryGetValue(order.Kind, out var handler))
            throw new InvalidOperationException($"Nobody handles {order.Kind}");
        var id = await handler(order);
        return new Receipt(id, Labels[order.Kind](order));
    }

    private static async Task<string> PublishAsync(Order order)
    {
        var published = await Topics.PublishAsync(new PublishRequest { TopicArn = "arn:aws:sns:eu-west-1:1:orders", Message = order.Id });
        return published.MessageId;
    }

    private static async Task<string> SendAsync(Order order)
    {
        var sent = await Queues.SendMessageAsync(new SendMessageRequest { QueueUrl = "https://sqs.eu-west-1.amazonaws.com/1/orders", MessageBody = order.Id });
        return sent.MessageId;
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
