using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda;
using Amazon.Lambda.Core;
using Amazon.Lambda.Model;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using System.Text.Json;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();
    private readonly IAmazonDynamoDB _dynamoDb = new AmazonDynamoDBClient();
    private readonly IAmazonLambda _lambda = new AmazonLambdaClient();

    public async Task<Receipt> FunctionHandler(Batch batch, ILambdaContext context)
    {
        await _sns.PublishAsync(new PublishRequest { TopicArn = "batches", Message = batch.Id });
        return new Receipt(batch.Id, batch.Lines.Sum(l => l.Count), batch.Lines.Any(l => l.Urgent), batch.Lines.Where(l => l.Count > 1).Select(l => l.Sku).ToList());
    }
}

public record Batch(string Id, List<Line> Lines);

public record Line(string Sku, int Count, bool Urgent);

public record Receipt(string Id, int Total, bool AnyUrgent, List<string> Skus);
