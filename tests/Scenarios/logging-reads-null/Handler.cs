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
        context.Logger.LogInformation($"order of {order.Customer.Name}, {order.Note?.Length}");
        var described = await _dynamoDb.DescribeTableAsync(new DescribeTableRequest { TableName = order.Id });
        var table = described.Table;
        context.Logger.LogInformation($"table {table.TableName}");
        var status = table.TableStatus;
        context.Logger.LogInformation($"status {status.Value}");
        if (status == TableStatus.ACTIVE)
            await _sns.PublishAsync(new PublishRequest { TopicArn = "tables", Message = order.Id });
        return new Receipt(order.Id, status);
    }
}

public record Customer(string Name);

public record Order(string Id, string? Note, Customer Customer);

public record Receipt(string Id, string Status);
