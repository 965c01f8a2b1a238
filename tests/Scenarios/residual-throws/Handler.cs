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
            var day = Parse(order.Id);
            await _sns.PublishAsync(new PublishRequest { TopicArn = "days", Message = day });
            return new Receipt(order.Id, day);
        }
        catch (UnknownDayException e)
        {
            await _sns.PublishAsync(new PublishRequest { TopicArn = "failures", Message = e.Message });
            return new Receipt(order.Id, "UNKNOWN");
        }
    }

    private static string Parse(string id)
    {
        if (id.Length < 6)
            throw new UnknownDayException(id);
        if (id.Contains('?'))
            throw new FormatException($"No id: '{id}'");
        return CultureInfo.InvariantCulture.DateTimeFormat.GetDayName((DayOfWeek)(id[5] % 7));
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);

public class UnknownDayException : Exception
{
    public UnknownDayException(string id) : base($"'{id}' names no day")
    {
    }
}
