using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var session = new Session();
        await session.SendAsync(order, source.Token);
        source.Token.ThrowIfCancellationRequested();
        return new Receipt(order.Id, "SENT");
    }
}

public sealed class Session : IAsyncDisposable
{
    private readonly AmazonSimpleNotificationServiceClient _sns = new();

    public async Task SendAsync(Order order, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _sns.PublishAsync(new PublishRequest { TopicArn = "orders", Message = order.Id }, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _sns.Dispose();
        return ValueTask.CompletedTask;
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
