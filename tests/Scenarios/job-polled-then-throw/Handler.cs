// options: wait-for-jobs
using Amazon.Glue;
using Amazon.Glue.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private const int MaxAttempts = 60;

    private readonly IAmazonGlue _glue = new AmazonGlueClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var run = await _glue.StartJobRunAsync(new StartJobRunRequest { JobName = "load" });
        var done = false;
        for (var i = 0; i < MaxAttempts; i++)
        {
            var now = await _glue.GetJobRunAsync(new GetJobRunRequest { JobName = "load", RunId = run.JobRunId });
            if (now.JobRun.JobRunState == JobRunState.SUCCEEDED)
            {
                done = true;
                break;
            }

            if (now.JobRun.JobRunState == JobRunState.FAILED || now.JobRun.JobRunState == JobRunState.STOPPED || now.JobRun.JobRunState == JobRunState.TIMEOUT
                || now.JobRun.JobRunState == JobRunState.ERROR || now.JobRun.JobRunState == JobRunState.EXPIRED)
            {
                throw new InvalidOperationException($"The load of {order.Id} ended as {now.JobRun.JobRunState}");
            }

            await Task.Delay(TimeSpan.FromSeconds(10));
        }

        if (!done)
            throw new TimeoutException($"The load of {order.Id} took longer than ten minutes");
        return new Receipt(order.Id, "LOADED");
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
