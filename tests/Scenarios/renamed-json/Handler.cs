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
        if (order.Customer is { Vip: true })
            await _sns.PublishAsync(new PublishRequest { TopicArn = Environment.GetEnvironmentVariable("TOPIC"), Message = $"vip {order.Id}" });
        return new Receipt(order.Id, order.Customer?.Name);
    }
}

public class Order
{
    [System.Text.Json.Serialization.JsonPropertyName("order_id")]
    public string Id { get; set; } = "";

    public Customer? Customer { get; set; }
}

public class Customer
{
    public string? Name { get; set; }

    public bool Vip { get; set; }
}

public record Receipt([property: System.Text.Json.Serialization.JsonPropertyName("order_id")] string Id, string? Name);
