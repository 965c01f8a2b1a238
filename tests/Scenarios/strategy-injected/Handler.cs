using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using Microsoft.Extensions.DependencyInjection;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public interface IStep
{
    string Kind { get; }

    Task<string> RunAsync(Order order);
}

public class StoreStep(IAmazonDynamoDB db) : IStep
{
    public string Kind => "store";

    public async Task<string> RunAsync(Order order)
    {
        await db.PutItemAsync("orders", new Dictionary<string, AttributeValue> { ["Id"] = new() { S = order.Id } });
        return "stored";
    }
}

public class TellStep(IAmazonSimpleNotificationService sns) : IStep
{
    public string Kind => "tell";

    public async Task<string> RunAsync(Order order)
    {
        var told = await sns.PublishAsync(new PublishRequest { TopicArn = "orders", Message = order.Id });
        return told.MessageId;
    }
}

public class StepRunner
{
    private readonly Dictionary<string, IStep> _byKind;
    private readonly List<IStep> _all;

    public StepRunner(IEnumerable<IStep> steps)
    {
        _all = steps.ToList();
        _byKind = _all.ToDictionary(s => s.Kind, StringComparer.Ordinal);
    }

    public async Task<string> RunAsync(string kind, Order order)
    {
        if (!_byKind.TryGetValue(kind, out var step))
            return "nothing";
        return await step.RunAsync(order);
    }

    public async Task<string> RunFirstAsync(string kind, Order order)
    {
        var step = _all.FirstOrDefault(s => s.Kind == kind) ?? throw new NotSupportedException(kind);
        return await step.RunAsync(order);
    }

    public async Task<string> RunAllAsync(Order order)
    {
        var results = await Task.WhenAll(_all.Select(async s => await s.RunAsync(order)));
        return string.Join(",", results);
    }
}

public class Function
{
    private readonly StepRunner _runner;

    public Function()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IAmazonDynamoDB>(_ => new AmazonDynamoDBClient());
        services.AddSingleton<IAmazonSimpleNotificationService>(_ => new AmazonSimpleNotificationServiceClient());
        services.AddSingleton<IStep, StoreStep>();
        services.AddSingleton<IStep, TellStep>();
        services.AddSingleton<StepRunner>();
        _runner = services.BuildServiceProvider().GetRequiredService<StepRunner>();
    }

    public async Task<string> FunctionHandler(Order order, ILambdaContext context)
    {
        if (order.Kind == "all")
            return await _runner.RunAllAsync(order);
        if (order.Id == "first")
            return await _runner.RunFirstAsync(order.Kind, order);
        return await _runner.RunAsync(order.Kind, order);
    }
}

public record Order(string Id, string Kind);
