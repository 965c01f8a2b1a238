using Amazon.DynamoDBv2.Model;
using Amazon.DynamoDBv2;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Microsoft.Extensions.DependencyInjection;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IRepository<Order> _orders;

    public Function()
    {
        var provider = new ServiceCollection()
            .AddSingleton<IAmazonDynamoDB>(new AmazonDynamoDBClient())
            .AddSingleton(typeof(IRepository<>), typeof(Repository<>))
            .AddSingleton<IKeys<Order>, OrderKeys>()
            .AddSingleton<IKeys<Receipt>, ReceiptKeys>()
            .BuildServiceProvider();
        _orders = provider.GetRequiredService<IRepository<Order>>();
    }

    public async Task<Receipt> FunctionHandler(Order order)
    {
        var found = await _orders.ExistsAsync(order);
        return new Receipt(order.Id, found ? "FOUND" : "MISSING");
    }
}

public interface IRepository<T>
{
    Task<bool> ExistsAsync(T entity);
}

public interface IKeys<in T>
{
    string TableName { get; }

    string Of(T entity);
}

public class Repository<T>(IAmazonDynamoDB dynamoDb, IKeys<T> keys) : IRepository<T>
{
    public async Task<bool> ExistsAsync(T entity)
    {
        var response = await dynamoDb.GetItemAsync(keys.TableName, new() { ["Id"] = new AttributeValue { S = keys.Of(entity) } });
        return response.Item != null;
    }
}

public class OrderKeys : IKeys<Order>
{
    public string TableName => "orders";

    public string Of(Order entity) => entity.Id;
}

public class ReceiptKeys : IKeys<Receipt>
{
    public string TableName { get; } = "receipts";

    public string Of(Receipt entity) => entity.Id;
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
