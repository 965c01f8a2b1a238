// handler: Program.Handle
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Microsoft.Extensions.DependencyInjection;

namespace Scenario;

public static class Program
{
    private static readonly ServiceProvider Services = new ServiceCollection()
        .AddSingleton<IAmazonSimpleNotificationService>(new AmazonSimpleNotificationServiceClient())
        .AddSingleton<Publisher>()
        .BuildServiceProvider();

    public static async Task Main() =>
        await LambdaBootstrapBuilder.Create<Order, Receipt>(Handle, new DefaultLambdaJsonSerializer()).Build().RunAsync();

    private static async Task<Receipt> Handle(Order order, ILambdaContext context)
    {
        var publisher = Services.GetRequiredService<Publisher>();
        await publisher.PublishAsync(order.Id);
        return new Receipt(order.Id, "SENT");
    }
}

public class Publisher(IAmazonSimpleNotificationService sns)
{
    public Task PublishAsync(string text) => sns.PublishAsync("orders", text);
}

public record Order(string Id, string Kind);

public record Receipt(string Id, string Status);
