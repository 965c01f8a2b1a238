using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public interface IChannel
{
    Task SendAsync(string text);
}

public class MailChannel(IAmazonSimpleNotificationService sns) : IChannel
{
    public Task SendAsync(string text) => sns.PublishAsync(new PublishRequest { TopicArn = "mails", Message = text });
}

public class TextChannel(IAmazonSimpleNotificationService sns) : IChannel
{
    public Task SendAsync(string text) => sns.PublishAsync(new PublishRequest { TopicArn = "texts", Message = text });
}

public class ChannelFactory(IAmazonSimpleNotificationService sns)
{
    public IChannel Create(string kind)
    {
        if (kind == "mail")
            return new MailChannel(sns);
        if (kind == "text")
            return new TextChannel(sns);
        throw new NotSupportedException(kind);
    }
}

public class Function
{
    private readonly ChannelFactory _factory = new(new AmazonSimpleNotificationServiceClient());

    public async Task<string> FunctionHandler(Order order, ILambdaContext context)
    {
        var channel = _factory.Create(order.Kind);
        await channel.SendAsync(order.Id);
        await _factory.Create("text").SendAsync("again");
        return "sent";
    }
}

public record Order(string Id, string Kind);
