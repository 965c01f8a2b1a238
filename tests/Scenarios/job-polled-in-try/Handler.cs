// options: wait-for-jobs
using Amazon.Batch;
using Amazon.Batch.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private readonly IAmazonBatch _batch = new AmazonBatchClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        try
        {
            return new Receipt(order.Id, await RunAsync(order.Kind));
        }
        catch (TimeoutException e)
        {
            return new Receipt(order.Id, e.Message);
        }
    }

    private async Task<string> RunAsync(string kind)
    {
        var started = await _batch.SubmitJobAsync(new SubmitJobRequest { JobName = "report", JobQueue = "reports", JobDefinition = "report:1" });
        var delay = 1000;
        int attempt;
        for (attempt = 0; attempt < 5; attempt++)
        {
            await Task.Delay(delay);
            delay *= 2;
            var described = await _batch.DescribeJobsAsync(new DescribeJobsRequest { Jobs = [started.JobId] });
            if (described.Jobs[0].Status == JobStatus.SUCCEEDED || described.Jobs[0].Status == JobStatus.FAILED)
                break;
        }

        if (attempt == 5)
            throw new TimeoutException($"No report of {kind} after {attempt} looks");
        return "REPORTED";
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
