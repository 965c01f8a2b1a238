using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public interface IChannel
{
    bool Serves(string kind);

    Task SendAsync(string text);
}

public class MailChannel(IAmazonSimpleNotificationService sns) : IChannel
{
    public bool Serves(string kind) => kind == "mail";

    public Task SendAsync(string text) => sns.PublishAsync(new PublishRequest { TopicArn = "mails", Message = text });
}

public class TextChannel(IAmazonSimpleNotificationService sns) : IChannel
{
    public bool Serves(string kind) => kind is "text" or "sms";

    public Task SendAsync(string text) => sns.PublishAsync(new PublishRequest { TopicArn = "texts", Message = text });
}

public class Function
{
    private readonly List<IChannel> _channels;

    private readonly IAmazonSimpleNotificationService _sns;

    public Function()
    {
        _sns = new AmazonSimpleNotificationServiceClient();
        _channels = [new MailChannel(_sns), new TextChannel(_sns)];
    }

    public async Task<string> FunctionHandler(Order order, ILambdaContext context)
    {
        var channel = _channels.FirstOrDefault(c => c.Serves(order.Kind));
        if (channel is null)
            return "nobody";
        await channel.SendAsync(order.Id);
        foreach (var other in _channels)
        {
            if (order.Kind == "quick")
                break;
            await other.SendAsync("all " + order.Id);
        }

        await TellAllAsync(_channels, "together");
        var fallback = new IChannel[] { new TextChannel(_sns), new MailChannel(_sns) };
        await TellAllAsync(fallback, "again");
        await _channels.Single(c => c.Serves("mail") && order.Id != "none").SendAsync("single");
        return _channels.Any(c => c.Serves(order.Id)) ? "sent" : "sent once";
    }

    private static Task TellAllAsync(IEnumerable<IChannel> channels, string text) => Task.WhenAll(channels.Select(c => c.SendAsync(text)));
}

public record Order(string Id, string Kind);
