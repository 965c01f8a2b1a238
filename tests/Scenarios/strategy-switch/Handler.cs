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
    private readonly IAmazonSimpleNotificationService _topics = new AmazonSimpleNotificationServiceClient();
    private readonly IAmazonSQS _queues = new AmazonSQSClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        INotifier notifier = order.Kind switch
        {
            "alarm" => new TopicNotifier(_topics, "arn:aws:sns:eu-west-1:1:alarms"),
            "news" => new TopicNotifier(_topics, "arn:aws:sns:eu-west-1:1:news"),
            "mute" => throw new NotSupportedException("mute"),
            _ => new QueueNotifier(_queues),
        };
        await notifier.SendAsync(order.Id, "Order " + order.Id);
        return new Receipt(order.Id, notifier.Channel);
    }
}

public interface INotifier
{
    string Channel { get; }

    Task SendAsync(string id, string text);
}

public class TopicNotifier(IAmazonSimpleNotificationService topics, string topic) : INotifier
{
    public string Channel => "topic";

    public async Task SendAsync(string id, string text)
    {
        await topics.PublishAsync(new PublishRequest { TopicArn = topic, Message = text });
    }
}

public class QueueNotifier(IAmazonSQS queues) : INotifier
{
    public string Channel => "queue";

    public async Task SendAsync(string id, string text)
    {
        if (id == "none")
            throw new ArgumentException("Nothing to send for " + id);
        await queues.SendMessageAsync(new SendMessageRequest { QueueUrl = "https://sqs.eu-west-1.amazonaws.com/1/notices", MessageBody = text });
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
