using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Globalization;
using System.Text;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var stored = await _dynamoDb.GetItemAsync(new GetItemRequest { TableName = "Orders", Key = new() { ["Id"] = new AttributeValue { S = order.Id } } });
        if (stored.Item == null)
            return new Receipt(order.Id, "NONE");
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture.TextInfo.ToTitleCase(order.Kind));
        context.Logger.LogInformation("formatting");
        text.Append('/').Append(order.Amount.ToString("P1", CultureInfo.InvariantCulture));
        var label = text.ToString();
        await _sns.PublishAsync(new PublishRequest { TopicArn = "orders", Message = label });
        return new Receipt(order.Id, label);
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
