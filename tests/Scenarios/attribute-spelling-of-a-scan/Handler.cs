using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var found = await _dynamoDb.ScanAsync(new ScanRequest { TableName = "Orders" });
        foreach (var item in found.Items)
        {
            if (item["Open"].BOOL == true)
                await _sns.PublishAsync("open", item["Id"].S);
        }

        return new Receipt(order.Id, "OK");
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
