using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<int> FunctionHandler(Order order)
    {
        try
        {
            await _sns.PublishAsync("orders", order.Id);
        }
        catch (AmazonSimpleNotificationServiceException e) when ((int)e.StatusCode > 410)
        {
            return 1;
        }
        catch (AmazonSimpleNotificationServiceException e)
        {
            return (int)e.StatusCode;
        }

        return 0;
    }
}

public record Order(string Id);
