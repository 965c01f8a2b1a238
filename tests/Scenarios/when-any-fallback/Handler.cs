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
        var status = "LATE";
        var timeout = Task.Delay(2000);
        var publishing = _sns.PublishAsync(new PublishRequest { TopicArn = "results", Message = order.Id });
        try
        {
            if (await Task.WhenAny(publishing, timeout) == publishing)
            {
                var published = await publishing;
                status = published.MessageId;
            }
            else
            {
                await _dynamoDb.PutItemAsync(new PutItemRequest { TableName = "late", Item = new() { ["Id"] = new AttributeValue { S = order.Id } } });
            }
        }
        catch (AmazonSimpleNotificationServiceException)
        {
            status = "FAILED";
        }

        return new Receipt(order.Id, status);
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
