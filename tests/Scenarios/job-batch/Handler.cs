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
        var jobId = await SubmitAsync(order);
        var status = await WaitAsync(jobId);
        return new Receipt(jobId, status == JobStatus.SUCCEEDED ? "done" : "failed");
    }

    private async Task<string> SubmitAsync(Order order)
    {
        var submitted = await _batch.SubmitJobAsync(new SubmitJobRequest { JobName = "render-" + order.Id, JobQueue = "render", JobDefinition = "render:3" });
        return submitted.JobId;
    }

    private async Task<JobStatus> WaitAsync(string jobId)
    {
        JobStatus? status = null;
        while (status != JobStatus.SUCCEEDED && status != JobStatus.FAILED)
        {
            await Task.Delay(TimeSpan.FromSeconds(20));
            var described = await _batch.DescribeJobsAsync(new DescribeJobsRequest { Jobs = new List<string> { jobId } });
            status = described.Jobs[0].Status;
        }

        return status;
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
