using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan[] Backoff = [TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), new TimeSpan(0, 2, 30)];
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly TimeSpan _last = TimeSpan.FromMilliseconds(1500);

    public async Task<string> FunctionHandler(Order order, ILambdaContext context)
    {
        await Task.Delay(Pause);
        await Publish("after a constant");
        foreach (var wait in Backoff)
        {
            await Publish($"before {wait.TotalSeconds}");
            await Task.Delay(wait);
        }

        var delay = TimeSpan.FromSeconds(order.Seconds);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await Task.Delay(delay);
            delay *= 2;
        }

        await Publish($"waited {delay}");
        await Task.Delay(Backoff[^1] + _last);
        try
        {
            await Task.Delay(order.Seconds * 500);
            Thread.Sleep(order.Seconds - 20);
        }
        catch (ArgumentOutOfRangeException e)
        {
            await Publish(e.Message);
        }

        await Rest(order.Seconds > 10 ? TimeSpan.Zero : _last);
        return "done";
    }

    private static async Task Rest(TimeSpan time) => await Task.Delay(time);

    private Task Publish(string message) => _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
}

public record Order(int Seconds);
