using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SQS;
using AWS.Lambda.Powertools.Parameters;
using AWS.Lambda.Powertools.Parameters.Configuration;
using AWS.Lambda.Powertools.Parameters.SimpleSystemsManagement;
using AWS.Lambda.Powertools.Parameters.Transform;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSQS _sqs = new AmazonSQSClient();
    private readonly ISsmProvider _ssm = ParametersManager.SsmProvider;
    private readonly SsmProvider _own = new();

    public async Task<string> FunctionHandler(Order order)
    {
        var queue = await _ssm.GetAsync("/orders/queue");
        if (queue is null)
            return "NO QUEUE";
        var limits = await _own.WithTransformation(Transformation.Json).WithMaxAge(TimeSpan.FromMinutes(1)).GetAsync<Limits>($"/limits/{order.Kind}");
        if (limits is null)
            return "NO LIMITS";
        if (order.Amount > limits.Highest)
            return "TOO MUCH";
        await _sqs.SendMessageAsync(queue, order.Id);
        return limits.Currency;
    }
}

public record Order(string Id, string Kind, int Amount);

public class Limits
{
    public string Currency { get; set; } = "";

    public int Highest { get; set; }
}
