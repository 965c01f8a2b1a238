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
        for (var attempt = 0; attempt < 3 && !success; attempt++)
        {
            try
            {
                await _sns.PublishAsync("orders", order.Id);
                success = true;
            }
            catch (AmazonSimpleNotificationServiceException)
            {
                await Task.Delay(1000);
            }
        }

        if (!success)
            throw new InvalidOperationException("Could not publish");
        return order.Id;
    }
}

public record Order(string Id);
