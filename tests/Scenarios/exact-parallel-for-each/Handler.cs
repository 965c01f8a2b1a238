// options: exact-fan-out
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.SQS;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonSQS _queue = new AmazonSQSClient();

    public async Task<string> FunctionHandler(Order order, ILambdaContext context)
    {
        try
        {
            await Parallel.ForEachAsync(order.Lines, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (line, _) =>
            {
                if (line.Sku is null)
                    throw new InvalidOperationException("no sku");
                await _queue.SendMessageAsync("https://sqs.eu-west-1.amazonaws.com/123456789012/lines", line.Sku);
            });
        }
        catch (InvalidOperationException)
        {
            return "incomplete";
        }

        return "sent";
    }
}

public record Order(List<Line> Lines);

public record Line(string? Sku);
