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

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var (first, second) = (order.Id, order.Kind);
        if (order.Amount > 1)
            (first, second) = (second, first);
        string? note = order.Note;
        note ??= "no note";
        await _sns.PublishAsync(new PublishRequest { TopicArn = Environment.GetEnvironmentVariable("TOPIC"), Message = first + " " + second + " " + note });
        return new Receipt(first, second);
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
