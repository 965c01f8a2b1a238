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
        var names = new List<string> { "first" };
        await _sns.PublishAsync(new PublishRequest { TopicArn = "batches", Message = batch.Id });
        foreach (var line in batch.Lines)
            names.Add(CultureInfo.InvariantCulture.TextInfo.ToTitleCase(line.Name));
        names.Sort((a, b) => string.CompareOrdinal(a, b));
        await _sns.PublishAsync(new PublishRequest { TopicArn = "names", Message = string.Join(",", names) });
        return new Receipt(batch.Id, names);
    }
}

public record Line(string Name, int Quantity);

public record Batch(string Id, List<Line> Lines);

public record Receipt(string Id, List<string> Names);
