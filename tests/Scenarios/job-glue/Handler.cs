// options: wait-for-jobs
using Amazon.Glue;
using Amazon.Glue.Model;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Scenario;

public class Function
{
    private static readonly IAmazonGlue Glue = new AmazonGlueClient();

    public async Task<Receipt> FunctionHandler(Order order, ILambdaContext context)
    {
        var run = await Glue.StartJobRunAsync(new StartJobRunRequest { JobName = order.Kind, Arguments = new Dictionary<string, string> { ["--day"] = order.Id } });
        while (true)
        {
            var now = await Glue.GetJobRunAsync(new GetJobRunRequest { JobName = order.Kind, RunId = run.JobRunId });
            if (now.JobRun.JobRunState == JobRunState.SUCCEEDED)
                return new Receipt(order.Id, run.JobRunId);
            if (now.JobRun.JobRunState == JobRunState.FAILED || now.JobRun.JobRunState == JobRunState.STOPPED || now.JobRun.JobRunState == JobRunState.TIMEOUT
                || now.JobRun.JobRunState == JobRunState.ERROR || now.JobRun.JobRunState == JobRunState.EXPIRED)
                throw new InvalidOperationException(now.JobRun.ErrorMessage ?? "no message");
            context.Logger.LogInformation("still running");
            await Task.Delay(30000);
        }
    }
}

public record Order(string Id, string Kind, int Amount, string? Note);

public record Receipt(string Id, string Status);
