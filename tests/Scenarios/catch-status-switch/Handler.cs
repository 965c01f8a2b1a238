using System.Net;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Runtime;
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
            await _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = order.Id });
            return "sent";
        }
        catch (AmazonServiceException e)
        {
            switch (e.StatusCode)
            {
                case HttpStatusCode.NotFound:
                    return "no topic";
                case HttpStatusCode.TooManyRequests:
                case HttpStatusCode.ServiceUnavailable:
                    return "later";
                default:
                    throw;
            }
        }
    }
}

public record Order(string Id);
