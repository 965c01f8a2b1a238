using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;
using Microsoft.Extensions.DependencyInjection;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private static readonly IServiceProvider Provider = Build();

    public async Task<Receipt> FunctionHandler(Order order)
    {
        var sender = Provider.GetRequiredKeyedService<ISender>("urgent");
        await sender.SendAsync(order.Id);
        var audit = ActivatorUtilities.CreateInstance<Audit>(Provider, "audit-topic");
        await audit.WriteAsync(order.Id);
        return new Receipt(order.Id, "SENT");
    }

    private static ServiceProvider Build() => new ServiceCollection()
        .AddSingleton<IAmazonSimpleNotificationService, AmazonSimpleNotificationServiceClient>()
        .AddKeyedSingleton<ISender>("urgent", (provider, _) => new TopicSender(provider.GetRequiredService<IAmazonSimpleNotificationService>(), "urgent-topic"))
        .AddKeyedSingleton<ISender>("slow", (provider, _) => new TopicSender(provider.GetRequiredService<IAmazonSimpleNotificationService>(), "slow-topic"))
        .BuildServiceProvider();
}

public interface ISender
{
    Task SendAsync(string text);
}

public class TopicSender(IAmazonSimpleNotificationService sns, string topic) : ISender
{
    public Task SendAsync(string text) => sns.PublishAsync(topic, text);
}

public class Audit(IAmazonSimpleNotificationService sns, string topic)
{
    public Task WriteAsync(string text) => sns.PublishAsync(topic, "audit " + text);
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
