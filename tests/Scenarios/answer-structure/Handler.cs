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
        var described = await _dynamoDb.DescribeTableAsync(new DescribeTableRequest { TableName = order.Id });
        if (described.Table.TableStatus == TableStatus.CREATING)
            return new Receipt(order.Id, "WAIT");
        var mode = described.Table.BillingModeSummary.BillingMode;
        await _sns.PublishAsync(new PublishRequest { TopicArn = "tables", Message = $"{order.Id} is {described.Table.TableStatus}" });
        return new Receipt(order.Id, mode);
    }
}

public record Order(string Id);

public record Receipt(string Id, string? Status);
