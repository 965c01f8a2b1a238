using System.Globalization;
using LambdaLift.Converter.Tests.Support;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Converter.Tests.Passes;

/// <summary>A loop becomes a task that waits for the job only if it is shown to do nothing else.</summary>
public class JobWaitsTests
{
    private const string Program = """
        using Amazon.Glue;
        using Amazon.Glue.Model;
        using Amazon.Lambda.Core;

        [assembly: LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer))]

        public class Function
        {
            private readonly IAmazonGlue _glue = new AmazonGlueClient();

            public async Task<string> FunctionHandler(string day, ILambdaContext context)
            {
                var run = await _glue.StartJobRunAsync(new StartJobRunRequest { JobName = "load" });
                BODY
            }

            private Task<GetJobRunResponse> AskAsync(StartJobRunResponse run, string name = "load") => _glue.GetJobRunAsync(new GetJobRunRequest { JobName = name, RunId = run.JobRunId });
        }
        """;

    private const string Loop = """
        GetJobRunResponse now;
        do
        {
            await Task.Delay(10000);
            now = await AskAsync(run);
        }
        while (now.JobRun.JobRunState == JobRunState.STARTING || now.JobRun.JobRunState == JobRunState.RUNNING || now.JobRun.JobRunState == JobRunState.STOPPING || now.JobRun.JobRunState == JobRunState.WAITING);
        return now.JobRun.JobRunState.Value;
        """;

    [Fact]
    public void A_loop_that_only_waits_becomes_one_task()
    {
        var conversion = Convert(Loop, new ConversionOptions { WaitForJobs = true });

        var task = Assert.Single(conversion.Definition!.AllStates().Select(s => s.State).OfType<TaskState>());
        Assert.Equal("arn:aws:states:::glue:startJobRun.sync", task.Resource);
        Assert.DoesNotContain(conversion.Definition!.AllStates(), s => s.State is WaitState);
        Assert.Contains(conversion.Deviations, d => d.Id == "LIFT3013");
        Assert.Contains(conversion.Calls, c => c.Pattern == LambdaLift.ServiceCatalogue.IntegrationPatterns.Sync);
    }

    [Theory]
    [InlineData("for (var i = 0; i < 60; i++) { var now = await AskAsync(run); if (now.JobRun.JobRunState == JobRunState.SUCCEEDED) return \"\"; await Task.Delay(10000); } throw new TimeoutException(\"late\");", 600)]
    [InlineData("var n = 0; do { await Task.Delay(500); var now = await AskAsync(run); if (now.JobRun.JobRunState == JobRunState.SUCCEEDED) return \"\"; } while (++n <= 2); throw new TimeoutException(\"late\");", 3)]
    [InlineData("var wait = 1; while (true) { var now = await AskAsync(run); if (now.JobRun.JobRunState == JobRunState.SUCCEEDED) return \"\"; if (wait > 8) throw new TimeoutException(\"late\"); await Task.Delay(TimeSpan.FromSeconds(wait)); wait *= 2; }", 15)]
    public void A_loop_that_gives_up_becomes_a_task_with_a_time_limit(string body, int seconds)
    {
        var conversion = Convert(body, new ConversionOptions { WaitForJobs = true });

        var task = Assert.Single(conversion.Definition!.AllStates().Select(s => s.State).OfType<TaskState>());
        Assert.Equal("arn:aws:states:::glue:startJobRun.sync", task.Resource);
        Assert.Equal(seconds, task.TimeoutSeconds?.Number);
        Assert.Contains(task.Catch!, c => c.ErrorEquals.Contains("States.Timeout"));
        Assert.Contains(conversion.Deviations, d => d.Id == "LIFT3013" && d.GetMessage(CultureInfo.InvariantCulture).Contains($"gives up after {seconds} seconds", StringComparison.Ordinal));
    }

    [Fact]
    public void Times_of_the_job_keep_the_loop()
    {
        var conversion = Convert(Loop.Replace("return now.JobRun.JobRunState.Value;", "return $\"{now.JobRun.StartedOn:O}\";", StringComparison.Ordinal), new ConversionOptions { WaitForJobs = true });

        Assert.Contains(conversion.Diagnostics, d => d.Id == "LIFT3103" && d.GetMessage(CultureInfo.InvariantCulture).Contains("times of the job", StringComparison.Ordinal));
    }

    [Fact]
    public void Nobody_asked_no_loop_goes() => Assert.Equal(2, Convert(Loop, new ConversionOptions()).Definition!.AllStates().Count(s => s.State is TaskState));

    [Fact]
    public void An_Express_workflow_cannot_wait_for_a_job() =>
        Assert.Contains(Convert(Loop, new ConversionOptions { WaitForJobs = true, Type = WorkflowType.Express }).Diagnostics, d => d.Id == "LIFT2012");

    [Theory]
    [InlineData("while ((await AskAsync(run)).JobRun.JobRunState == JobRunState.RUNNING) await Task.Delay(1000); return \"\";", "the loop may also end while the job is STARTING or STOPPING or WAITING")]
    [InlineData("while ((await AskAsync(run)).JobRun.JobRunState != JobRunState.SUCCEEDED) await Task.Delay(1000); return \"\";", "the loop asks again although the job may be STOPPED or FAILED or TIMEOUT or ERROR or EXPIRED")]
    [InlineData("while ((await AskAsync(run, day)).JobRun.JobRunState != JobRunState.SUCCEEDED) await Task.Delay(1000); return \"\";", "asks for more, or for another job")]
    [InlineData("await _glue.StopTriggerAsync(new StopTriggerRequest { Name = \"t\" }); while ((await AskAsync(run)).JobRun.JobRunState != JobRunState.SUCCEEDED) await Task.Delay(1000); return \"\";", "between the start of the job and the loop there is more to do")]
    [InlineData("while ((await AskAsync(run)).JobRun.JobRunState != JobRunState.SUCCEEDED) await _glue.StopTriggerAsync(new StopTriggerRequest { Name = \"t\" }); return \"\";", "the loop does something else as well while it waits")]
    [InlineData("for (var i = 0; i < 3; i++) { var now = await AskAsync(run); if (now.JobRun.JobRunState == JobRunState.SUCCEEDED) return \"\"; await Task.Delay(1000); } throw new TimeoutException(run.JobRunId);", "a task whose time is over says nothing of the job, and the code after the loop reads 'run'")]
    [InlineData("for (var i = 0; i < 3; i++) { var now = await AskAsync(run); if (now.JobRun.JobRunState == JobRunState.SUCCEEDED) return \"\"; } throw new TimeoutException(\"late\");", "it does not wait between its questions")]
    [InlineData("for (var i = 0; i < 3; i++) { var now = await AskAsync(run); if (now.JobRun.JobRunState == JobRunState.SUCCEEDED) return \"\"; await Task.Delay(day.Length); } throw new TimeoutException(\"late\");", "how long it waits, 'day.Length', is no constant")]
    [InlineData("for (var i = 0; i < 3; i++) { var now = await AskAsync(run); if (now.JobRun.JobRunState == JobRunState.SUCCEEDED) return \"\"; await Task.Delay(now.JobRun.JobRunState == JobRunState.STARTING ? 9000 : 1000); } throw new TimeoutException(\"late\");", "is no constant")]
    [InlineData("var i = 0; do { var now = await AskAsync(run); i++; if (now.JobRun.JobRunState == JobRunState.SUCCEEDED) break; await Task.Delay(1000); } while (i < 3); if (i == 3) throw new TimeoutException(\"late\"); return \"\";", "and so 'i' on how often it asked")]
    public void Every_other_loop_stays_and_says_why(string body, string reason)
    {
        var conversion = Convert(body, new ConversionOptions { WaitForJobs = true });

        Assert.DoesNotContain(conversion.Diagnostics, d => d.Id == "LIFT3013");
        Assert.Contains(conversion.Diagnostics, d => d.Id == "LIFT3103" && d.GetMessage(CultureInfo.InvariantCulture).Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void How_often_it_asked_is_not_lost()
    {
        var counted = Loop.Replace("now = await AskAsync(run);", "now = await AskAsync(run); asked++;", StringComparison.Ordinal).Replace("return now.JobRun.JobRunState.Value;", "return asked.ToString();", StringComparison.Ordinal);
        var conversion = Convert("var asked = 0;" + counted, new ConversionOptions { WaitForJobs = true });

        Assert.Contains(conversion.Diagnostics, d => d.Id == "LIFT3103" && d.GetMessage(CultureInfo.InvariantCulture).Contains("'asked'", StringComparison.Ordinal));
    }

    private static HandlerConversion Convert(string body, ConversionOptions options)
    {
        var compilation = TestPrograms.Compile("Program", ("Handler.cs", Program.Replace("BODY", body, StringComparison.Ordinal)));
        return Assert.Single(WorkflowConverter.Convert(new ConversionInput { Compilations = [compilation], Templates = [], Options = options with { Handler = "Function.FunctionHandler" } }).Handlers);
    }
}
