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
        var index = await Find(order.Id, order.Index);
        var status = index.IndexStatus;
        await _sns.PublishAsync(new PublishRequest { TopicArn = "indexes", Message = $"{order.Index} is {status}" });
        return new Receipt(order.Id, index.Projection.ProjectionType);
    }

    private async Task<GlobalSecondaryIndexDescription?> Find(string table, string name)
    {
        var described = await _dynamoDb.DescribeTableAsync(new DescribeTableRequest { TableName = table });
        if (described.Table == null)
            return null;
        return described.Table.GlobalSecondaryIndexes.FirstOrDefault(i => i.IndexName == name);
    }
}

public record Order(string Id, string Index);

public record Receipt(string Id, string? Status);
