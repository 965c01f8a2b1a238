using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;
using Microsoft.Extensions.Logging;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly Sender _sender = new(new AmazonSimpleNotificationServiceClient(), LoggerFactory.Create(builder => builder.SetMinimumLevel(Microsoft.Extensions.Logging.LogLevel.Debug)).CreateLogger<Sender>());

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        Console.WriteLine($"order {order.Id}");
        context.Logger.LogInformation("amount " + order.Amount);
        LambdaLogger.Log("start");
        await _sender.SendAsync(order);
        return new Receipt(order.Id, "SENT");
    }
}

public class Sender(IAmazonSimpleNotificationService sns, ILogger<Sender> logger)
{
    public async Task SendAsync(Order order)
    {
        using (logger.BeginScope("order {Id}", order.Id))
        {
            logger.LogDebug("sending {Kind}", order.Kind);
            if (logger.IsEnabled(Microsoft.Extensions.Logging.LogLevel.Trace))
                logger.LogTrace("all of it: {Order}", order);
            try
            {
                await sns.PublishAsync("orders", order.Id);
            }
            catch (NotFoundException exception)
            {
                logger.LogError(exception, "no topic for {Id}", order.Id);
                throw;
            }
        }
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
