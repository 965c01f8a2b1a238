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
        var attempts = 0;
        while (!success && attempts < 3)
        {
            attempts++;
            try
            {
                await _sns.PublishAsync("orders", order.Id);
                success = true;
            }
            catch (Exception) when (attempts < 3)
            {
                await Task.Delay(1000);
            }
            catch (Exception)
            {
            }
        }

        if (!success)
            throw new InvalidOperationException("Gave up");
        return "OK";
    }
}

public record Order(string Id);
