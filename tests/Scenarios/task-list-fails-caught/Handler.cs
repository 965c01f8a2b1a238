using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<string> FunctionHandler(Order order, ILambdaContext context)
    {
        try
        {
            // What is computed for one item fails before the items after it are started.
            var started = new List<Task>();
            foreach (var share in new[] { order.First, order.Second })
            {
                if (10 / share > 5)
                    continue;
                started.Add(_sns.PublishAsync(new PublishRequest { TopicArn = "shares", Message = $"share {share}" }));
            }

            await Task.WhenAll(started);
        }
        catch (NotFoundException)
        {
            return "no topic";
        }
        catch (InvalidOperationException)
        {
            return "invalid";
        }
        catch (Exception)
        {
        }

        return "done";
    }
}

public record Order(int First, int Second);
