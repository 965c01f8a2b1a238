using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        async Task<PublishResponse> Send(int attempt)
        {
            try
            {
                return await _sns.PublishAsync("orders", order.Id);
            }
            catch (InternalErrorException) when (attempt < 3)
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
                return await Send(attempt + 1);
            }
        }

        var sent = await Send(1);
        return new Receipt(order.Id, sent.MessageId);
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
