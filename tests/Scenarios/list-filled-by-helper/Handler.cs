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

    public async Task<Summary> FunctionHandler(Order order, ILambdaContext context)
    {
        var notes = new List<string> { "first" };
        Note(notes, order.Kind);
        Note(notes, order.Id);
        if (order.Amount > 10)
            notes.Add("large");
        await _sns.PublishAsync(new PublishRequest { TopicArn = Environment.GetEnvironmentVariable("TOPIC"), Message = order.Id });
        return new Summary(order.Id, notes);
    }

    private static void Note(List<string> notes, string text)
    {
        if (text != "silent")
            notes.Add(text);
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Summary(string Id, List<string> Notes);
