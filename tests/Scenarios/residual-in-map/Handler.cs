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

    public async Task<Receipt> FunctionHandler(Batch batch, ILambdaContext context)
    {
        var sent = await Task.WhenAll(batch.Lines.Select(async line =>
        {
            var text = line.Amount.ToString("N3", new NumberFormatInfo { NumberDecimalSeparator = "," });
            await _sns.PublishAsync(new PublishRequest { TopicArn = "lines", Message = text });
            return text;
        }));
        return new Receipt(batch.Id, sent);
    }
}

public record Line(string Name, double Amount);

public record Batch(string Id, List<Line> Lines);

public record Receipt(string Id, string[] Sent);
