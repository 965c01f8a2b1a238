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
                await _sns.PublishAsync(new PublishRequest { TopicArn = Environment.GetEnvironmentVariable("TOPIC"), Message = "order" });
                break;
            }
            catch (InvalidParameterException)
            {
                if (attempt == 2) throw;
            }
        }

        var told = _sns.PublishAsync(new PublishRequest { TopicArn = Environment.GetEnvironmentVariable("TOPIC"), Message = order.Id });
        var known = _dynamoDb.GetItemAsync(new GetItemRequest { TableName = "orders", Key = new() { ["Id"] = new AttributeValue { S = order.Id } } });
        await Task.WhenAll(told, known);
        return new Receipt(order.Id, "OK");
    }
}

public record Order(string Id);

public record Receipt(string Id, string Status);
