using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda;
using Amazon.Lambda.Core;
using Amazon.Lambda.Model;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text.Json;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();
    private readonly IAmazonLambda _lambda = new AmazonLambdaClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                var response = await _sns.PublishAsync(new PublishRequest { TopicArn = Environment.GetEnvironmentVariable("TOPIC"), Message = order.Id });
                return new Receipt(order.Id, response.MessageId);
            }
            catch (AmazonSimpleNotificationServiceException)
            {
                await Task.Delay(1000 * (1 << attempt) + Random.Shared.Next(100));
            }
        }

        return new Receipt(order.Id, "GAVE UP");
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
