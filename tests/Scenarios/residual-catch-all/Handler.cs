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
        try
        {
            var moment = DateTime.ParseExact(order.Id, "yyyyMMdd", CultureInfo.InvariantCulture);
            await _sns.PublishAsync(new PublishRequest { TopicArn = "days", Message = moment.ToString("D", CultureInfo.InvariantCulture) });
            return new Receipt(order.Id, "OK");
        }
        catch (Exception e)
        {
            await _sns.PublishAsync(new PublishRequest { TopicArn = "failures", Message = e.Message });
            throw;
        }
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
