using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        try
        {
            return new Receipt(order.Id, await PublishAsync(order.Id));
        }
        catch (InternalErrorException e)
        {
            return new Receipt(order.Id, e.Message);
        }
    }

    private async Task<string> PublishAsync(string message, int attempt = 1)
    {
        try
        {
            var published = await _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = message });
            return published.MessageId;
        }
        catch (InternalErrorException) when (attempt < 4)
        {
            await Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, attempt)));
            return await PublishAsync(message, attempt + 1);
        }
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
