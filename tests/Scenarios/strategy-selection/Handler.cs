using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public interface IChannel
{
    int Priority { get; }

    bool Serves(Order order);

    Task<string> SendAsync(string text);
}

public class MailChannel(IAmazonSimpleNotificationService sns) : IChannel
{
    public int Priority => 2;

    public bool Serves(Order order) => order.Mail != null;

    public async Task<string> SendAsync(string text) => (await sns.PublishAsync(new PublishRequest { TopicArn = "mails", Message = text })).MessageId;
}

public class TextChannel(IAmazonSimpleNotificationService sns) : IChannel
{
    public int Priority { get; } = 1;

    public bool Serves(Order order) => order.Phone != null;

    public async Task<string> SendAsync(string text) => (await sns.PublishAsync(new PublishRequest { TopicArn = "texts", Message = text })).MessageId;
}

public class LogChannel(IAmazonSimpleNotificationService sns) : IChannel
{
    public int Priority => 3;

    public bool Serves(Order order) => true;

    public async Task<string> SendAsync(string text) => (await sns.PublishAsync(new PublishRequest { TopicArn = "logs", Message = text })).MessageId;
}

public class Function
{
    private readonly IChannel[] _channels;

    public Function()
    {
        var sns = new AmazonSimpleNotificationServiceClient();
        _channels = [new MailChannel(sns), new TextChannel(sns), new LogChannel(sns)];
    }

    public async Task<List<string>> FunctionHandler(Order order, ILambdaContext context)
    {
        foreach (var channel in _channels.OrderByDescending(c => c.Priority).Where(c => c.Serves(order)))
        {
            if (order.Mail == "one")
                break;
            await channel.SendAsync("each");
        }

        var chosen = _channels.OrderBy(c => c.Priority).Where(c => c.Serves(order)).FirstOrDefault(c => order.Kind != "quiet");
        if (chosen != null)
            await chosen.SendAsync("chosen");
        var serving = _channels.Where(c => c.Serves(order)).ToList();
        var sent = await Task.WhenAll(serving.Select(c => c.SendAsync(order.Kind)));
        return sent.ToList();
    }
}

public record Order(string Kind, string? Mail, string? Phone);
