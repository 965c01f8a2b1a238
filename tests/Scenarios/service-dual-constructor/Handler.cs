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
    private readonly IOrders _orders;
    private readonly INotifier _notifier;

    public Function()
        : this(new Orders(new AmazonDynamoDBClient(), System.Environment.GetEnvironmentVariable("ORDERS_TABLE") ?? "orders"), new Notifier(new AmazonSimpleNotificationServiceClient()))
    {
    }

    public Function(IOrders orders, INotifier notifier)
    {
        _orders = orders ?? throw new ArgumentNullException(nameof(orders));
        _notifier = notifier;
    }

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var known = await _orders.ExistsAsync(order.Id);
        if (!known)
            await _notifier.NotifyAsync($"new order {order.Id}");
        return new Receipt(order.Id, known ? "KNOWN" : "NEW");
    }
}

public interface IOrders
{
    Task<bool> ExistsAsync(string id);
}

public interface INotifier
{
    Task NotifyAsync(string message);
}

public class Orders : IOrders
{
    private readonly IAmazonDynamoDB _dynamoDb;
    private readonly string _table;

    public Orders(IAmazonDynamoDB dynamoDb, string table)
    {
        _dynamoDb = dynamoDb;
        _table = table;
    }

    public async Task<bool> ExistsAsync(string id)
    {
        var response = await _dynamoDb.GetItemAsync(new GetItemRequest { TableName = _table, Key = new() { ["Id"] = new AttributeValue { S = id } } }).ConfigureAwait(false);
        return response.Item is not null;
    }
}

public class Notifier(IAmazonSimpleNotificationService sns) : INotifier
{
    private const string Topic = "orders";

    public Task NotifyAsync(string message) => sns.PublishAsync(new PublishRequest { TopicArn = Topic, Message = message });
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
