using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SQS;
using AWS.Lambda.Powertools.Parameters;
using AWS.Lambda.Powertools.Parameters.Configuration;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSQS _sqs = new AmazonSQSClient();

    public async Task<int> FunctionHandler(Order order)
    {
        var settings = await ParametersManager.SsmProvider.Recursive().ForceFetch().GetMultipleAsync("/orders");
        if (settings.TryGetValue("/orders/queue", out var queue))
            await _sqs.SendMessageAsync(queue, order.Id);
        return settings.Count;
    }
}

public record Order(string Id);
