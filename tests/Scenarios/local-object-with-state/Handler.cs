using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SimpleNotificationService.Model;
using Amazon.SimpleNotificationService;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

    public async Task<Receipt> FunctionHandler(Order order)
    {
        var progress = new Progress(_sns, order.Id);
        await progress.StepAsync("first");
        if (order.Amount > 10)
            await progress.StepAsync("second");
        return new Receipt(order.Id, $"{progress.Last} {progress.Steps}");
    }
}

public class Progress
{
    private readonly IAmazonSimpleNotificationService _sns;
    private readonly string _id;

    public Progress(IAmazonSimpleNotificationService sns, string id)
    {
        _sns = sns;
        _id = id;
    }

    public string Last { get; private set; } = "none";

    public int Steps { get; private set; }

    public async Task StepAsync(string name)
    {
        await _sns.PublishAsync("progress", $"{_id} {name}");
        Last = name;
        Steps++;
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
