using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SQS;
using Amazon.SQS.Model;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSQS _sqs = new AmazonSQSClient();

    public async Task<int> FunctionHandler(Order order)
    {
        var failures = 0;
        try
        {
            await _sqs.SendMessageAsync("orders", order.Id);
        }
        catch (QueueDoesNotExistException) when (++failures < 2)
        {
            await _sqs.SendMessageAsync("lost", order.Id);
        }

        return failures;
    }
}

public record Order(string Id);
