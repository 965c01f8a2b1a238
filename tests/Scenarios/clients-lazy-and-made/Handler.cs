using Amazon.DynamoDBv2.Model;
using Amazon.DynamoDBv2;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private static readonly Lazy<IAmazonSimpleNotificationService> Sns = new(() => new AmazonSimpleNotificationServiceClient());
    private static IAmazonDynamoDB? s_dynamoDb;

    private static IAmazonDynamoDB DynamoDb => s_dynamoDb ??= Clients.DynamoDb();

    private readonly Lazy<Mailer> _mailer = new(() => new Mailer(Sns.Value, "mail"));

    public async Task<Receipt> FunctionHandler(Order order)
    {
        await Sns.Value.PublishAsync("orders", order.Id);
        await DynamoDb.DeleteItemAsync("orders", new() { ["Id"] = new AttributeValue { S = order.Id } });
        await _mailer.Value.SendAsync(order.Kind);
        using var local = new AmazonSimpleNotificationServiceClient(Amazon.RegionEndpoint.EUWest1);
        await local.PublishAsync("made-here", order.Id);
        return new Receipt(order.Id, "DONE");
    }
}

public static class Clients
{
    public static IAmazonDynamoDB DynamoDb()
    {
        var config = new AmazonDynamoDBConfig { MaxErrorRetry = 2 };
        return new AmazonDynamoDBClient(config);
    }
}

public class Mailer(IAmazonSimpleNotificationService sns, string topic)
{
    public Task SendAsync(string text) => sns.PublishAsync(topic, text);
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
