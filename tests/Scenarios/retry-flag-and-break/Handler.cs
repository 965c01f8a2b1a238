using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<string> FunctionHandler(Order order)
    {
        var success = false;
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            try
            {
                await _sns.PublishAsync("orders", order.Id);
                success = true;
                break;
            }
            catch (AmazonSimpleNotificationServiceException)
            {
                await Task.Delay(TimeSpan.FromSeconds(2));
            }
        }

        if (!success)
        {
            await _sns.PublishAsync("failed", order.Id);
            return "FAILED";
        }

        return "OK";
    }
}

public record Order(string Id);
