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
        INotifier notifier;
        if (order.Amount > 100)
            notifier = new TopicNotifier(_topics, "arn:aws:sns:eu-west-1:1:large");
        else
            notifier = new QueueNotifier(_queues);

        INotifier? second = null;
        if (order.Kind == "both")
            second = new QueueNotifier(_queues);

        var id = await SendAsync(notifier, order);
        if (second is not null)
            await SendAsync(second, order);
        return new Receipt(id, "SENT");
    }

    private static async Task<string> SendAsync(INotifier notifier, Order order)
    {
        try
        {
            return await notifier.SendAsync(order.Id, order.Note ?? "");
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }
}

public interface INotifier
{
    string Channel { get; }

    Task<string> SendAsync(string id, string text);
}

public class TopicNotifier(IAmazonSimpleNotificationService topics, string topic) : INotifier
{
    public string Channel => "topic";

    public async Task<string> SendAsync(string id, string text)
    {
        var published = await topics.PublishAsync(new PublishRequest { TopicArn = topic, Message = text });
        return published.MessageId;
    }
}

public class QueueNotifier(IAmazonSQS queues) : INotifier
{
    public string Channel => "queue";

    public async Task<string> SendAsync(string id, string text)
    {
        if (text.Length == 0)
            throw new ArgumentException("Nothing to send for " + id);
        var sent = await queues.SendMessageAsync(new SendMessageRequest { QueueUrl = "https://sqs.eu-west-1.amazonaws.com/1/notices", MessageBody = text });
        return sent.MessageId;
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
