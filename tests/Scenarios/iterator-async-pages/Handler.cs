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
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        await foreach (var name in NamesAsync(order.Table))
        {
            if (name == order.Id)
                return new Receipt(order.Id, "FOUND");
        }

        return new Receipt(order.Id, "MISSING");
    }

    private async IAsyncEnumerable<string> NamesAsync(string table)
    {
        try
        {
            await foreach (var page in _dynamoDb.Paginators.ListTables(new ListTablesRequest { ExclusiveStartTableName = table }).TableNames)
                yield return page;
        }
        finally
        {
            await _sns.PublishAsync(new PublishRequest { TopicArn = "audit", Message = table });
        }
    }
}

public record Order(string Id, string Table);

public record Receipt(string Id, string Status);
