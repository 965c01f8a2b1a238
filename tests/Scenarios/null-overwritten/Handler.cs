using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SQS;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private const string Queue = "https://sqs.eu-west-1.amazonaws.com/123456789012/lines";

    private readonly IAmazonSQS _queue = new AmazonSQSClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var total = 0;
        var n = 0;
        while (true)
        {
            if (n++ >= 2) break;
            await _queue.SendMessageAsync(Queue, "a");
            total = order.Names.Count;
            total = 0;
        }

        return new Receipt("", total);
    }
}

public record Receipt(string Id, int Total);

public record Order(List<string> Names);
