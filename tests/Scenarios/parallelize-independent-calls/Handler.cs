// options: parallelize
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
        var stored = await _dynamoDb.GetItemAsync(new GetItemRequest { TableName = "Orders", Key = new() { ["Id"] = new AttributeValue { S = order.Id } } });
        var kind = await _dynamoDb.GetItemAsync(new GetItemRequest { TableName = "Kinds", Key = new() { ["Kind"] = new AttributeValue { S = order.Kind } } });
        if (stored.Item == null || kind.Item == null)
            return new Receipt(order.Id, "UNKNOWN");
        await _sns.PublishAsync(new PublishRequest { TopicArn = "orders", Message = $"{stored.Item["Name"].S} {kind.Item["Name"].S}" });
        return new Receipt(order.Id, "OK");
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
