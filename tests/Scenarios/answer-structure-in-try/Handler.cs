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
            var described = await _dynamoDb.DescribeTableAsync(new DescribeTableRequest { TableName = order.Id });
            if (described.Table.BillingModeSummary.BillingMode == BillingMode.PAY_PER_REQUEST)
                await _sns.PublishAsync(new PublishRequest { TopicArn = "tables", Message = order.Id });
            return new Receipt(order.Id, "PAID " + described.Table.TableArn);
        }
        catch (NullReferenceException)
        {
            return new Receipt(order.Id, "UNKNOWN");
        }
    }
}

public record Order(string Id);

public record Receipt(string Id, string Status);
