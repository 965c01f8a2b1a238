// options: exact-fan-out
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
        try
        {
            await Task.WhenAll(Send("a", order), Send("b", order));
        }
        catch (AmazonSimpleNotificationServiceException)
        {
            return new Receipt(order.Id, "FAILED");
        }

        return new Receipt(order.Id, "OK");
    }

    private async Task Send(string topic, Order order) =>
        await _sns.PublishAsync(new PublishRequest { TopicArn = topic, Message = order.Id });
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
