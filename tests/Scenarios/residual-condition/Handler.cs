using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text.RegularExpressions;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    private static readonly Regex Pattern = new(@"^(?<year>\d{4})-(?<number>\d+)$", RegexOptions.RightToLeft);

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        if (!Pattern.IsMatch(order.Id))
            throw new ArgumentException($"'{order.Id}' is no order number");
        await _sns.PublishAsync(new PublishRequest { TopicArn = "orders", Message = order.Id });
        return new Receipt(order.Id, "OK");
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
