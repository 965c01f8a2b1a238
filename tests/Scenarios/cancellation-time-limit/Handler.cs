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
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        try
        {
            var price = await ReadAsync(order, source.Token);
            await _sns.PublishAsync(new PublishRequest { TopicArn = "orders", Message = price });
            return new Receipt(order.Id, price);
        }
        catch (OperationCanceledException) when (source.IsCancellationRequested)
        {
            return new Receipt(order.Id, "LATE");
        }
    }

    private async Task<string> ReadAsync(Order order, CancellationToken cancellationToken)
    {
        var answer = await _dynamoDb.GetItemAsync(new GetItemRequest { TableName = "prices", Key = new() { ["Id"] = new AttributeValue { S = order.Id } } }, cancellationToken);
        return answer.Item == null ? "UNKNOWN" : "PRICED";
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
