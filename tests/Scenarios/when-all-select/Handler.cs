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
        var numbers = await Task.WhenAll(batch.Lines.Select(async (line, index) =>
        {
            var response = await _sns.PublishAsync(new PublishRequest { TopicArn = "lines", Message = $"{batch.Id}/{index}: {line}" });
            return response.MessageId;
        }));
        return new Receipt(batch.Id, numbers.Length, numbers.ToList());
    }
}

public record Batch(string Id, List<string> Lines);

public record Receipt(string Id, int Sent, List<string> Numbers);
