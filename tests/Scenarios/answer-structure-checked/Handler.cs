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
        var table = described.Table;
        if (table == null || table.TableStatus == TableStatus.DELETING)
            return new Receipt(order.Id, "GONE");
        if (table.GlobalSecondaryIndexes is { Count: > 0 })
            await _sns.PublishAsync(new PublishRequest { TopicArn = "indexes", Message = table.GlobalSecondaryIndexes[0].IndexName });
        var mode = table.BillingModeSummary?.BillingMode ?? "PROVISIONED";
        return new Receipt(table.TableId ?? order.Id, mode);
    }
}

public record Order(string Id);

public record Receipt(string Id, string Status);
