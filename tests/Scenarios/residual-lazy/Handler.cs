using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Globalization;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var label = order.Note?.Normalize().PadLeft(4, CultureInfo.InvariantCulture.NumberFormat.NumberGroupSeparator[0]) ?? "none";
        if (order.Amount > 3 && order.Kind.Normalize().Length == order.Amount)
            await _sns.PublishAsync(new PublishRequest { TopicArn = "orders", Message = label });
        return new Receipt(order.Id, label);
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
