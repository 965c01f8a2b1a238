using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;
using Microsoft.Extensions.DependencyInjection;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly INotifier _notifier;

    public Function()
    {
        var services = new ServiceCollection();
        ConfigureServices(services);
        var provider = services.BuildServiceProvider();
        _notifier = provider.GetRequiredService<INotifier>();
    }

    public async Task<Receipt> FunctionHandler(Order order)
    {
        if (order.Amount > 100)
            await _notifier.NotifyAsync(order.Id);
        return new Receipt(order.Id, "SEEN");
    }

    private static void ConfigureServices(IServiceCollection services)
    {
        services.AddSingleton<IAmazonSimpleNotificationService>(_ => new AmazonSimpleNotificationServiceClient());
        services.AddSingleton<ITopics>(provider => new FixedTopics(System.Environment.GetEnvironmentVariable("TOPIC_ARN")!));
        services.AddTransient<INotifier, TopicNotifier>();
    }
}

public interface INotifier
{
    Task NotifyAsync(string orderId);
}

public interface ITopics
{
    string Find();
}

public class FixedTopics(string topic) : ITopics
{
    public string Find() => topic;
}

public class TopicNotifier(IAmazonSimpleNotificationService sns, ITopics topics) : INotifier
{
    public async Task NotifyAsync(string orderId) =>
        await sns.PublishAsync(new PublishRequest { TopicArn = topics.Find(), Message = orderId });
}

public class SilentNotifier : INotifier
{
    public Task NotifyAsync(string orderId) => Task.CompletedTask;
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
