using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text.RegularExpressions;
using System.Globalization;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var code = Regex.Replace(order.Id, @"(?<!\d)0+", "");
        var kind = order.Kind == "express" ? "E" : "N";
        var price = order.Amount.ToString("N2", new NumberFormatInfo { NumberGroupSeparator = "'" });
        await _sns.PublishAsync(new PublishRequest { TopicArn = "orders", Message = $"{code} {kind} {price}" });
        return new Receipt(code, price);
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
