using System.Collections.Concurrent;
using System.Globalization;
using LambdaLift.Converter.Tests.Support;

namespace LambdaLift.Converter.Tests.Passes;

/// <summary>What is known of a loop that asks for a job: by its statuses, its counters, and the time that it waits.</summary>
public class PollLoopTests
{
    private const string Program = """
        using Amazon.ECS;
        using Amazon.ECS.Model;
        using Amazon.Glue;
        using Amazon.Glue.Model;
        using Amazon.Lambda.Core;
        using Amazon.SimpleNotificationService;
        using Amazon.SimpleNotificationService.Model;
        using Amazon.StepFunctions;
        using Amazon.StepFunctions.Model;
        using ExecutionStatus = Amazon.StepFunctions.ExecutionStatus;
        using Task = System.Threading.Tasks.Task;

        [assembly: LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer))]

        public class Function
        {
            private readonly IAmazonECS _ecs = new AmazonECSClient();
            private readonly IAmazonGlue _glue = new AmazonGlueClient();
            private readonly IAmazonStepFunctions _workflows = new AmazonStepFunctionsClient();
            private readonly IAmazonSimpleNotificationService _sns = new AmazonSimpleNotificationServiceClient();

            public async Task<string> FunctionHandler(string day, ILambdaContext context)
            {
                BODY
            }

            private Task<GetJobRunResponse> AskAsync(StartJobRunResponse run) => _glue.GetJobRunAsync(new GetJobRunRequest { JobName = "load", RunId = run.JobRunId });

            private Task SayAsync(string text) => _sns.PublishAsync(new PublishRequest { TopicArn = "topic", Message = text });
        }
        """;

    private const string StartLoad = "var run = await _glue.StartJobRunAsync(new StartJobRunRequest { JobName = \"load\" });";

    private static readonly ConcurrentDictionary<string, HandlerCompilation> Lowered = new();

    [Theory]
    [InlineData("string now; do { await Task.Delay(1000); now = (await AskAsync(run)).JobRun.JobRunState.Value; } while (now is \"STARTING\" or \"RUNNING\" or \"STOPPING\" or \"WAITING\"); return now;")]
    [InlineData("string now; do { await Task.Delay(1000); now = (await AskAsync(run)).JobRun.JobRunState.Value; } while (new[] { \"STARTING\", \"RUNNING\", \"STOPPING\", \"WAITING\" }.Contains(now)); return now;")]
    [InlineData("string now; do { await Task.Delay(1000); now = (await AskAsync(run)).JobRun.JobRunState.Value; } while (!new[] { \"SUCCEEDED\", \"STOPPED\", \"FAILED\", \"TIMEOUT\", \"ERROR\", \"EXPIRED\" }.Contains(now)); return now;")]
    [InlineData("string s; do { await Task.Delay(1500); var now = (await AskAsync(run)).JobRun.JobRunState; s = now == JobRunState.SUCCEEDED ? \"ok\" : now == JobRunState.STARTING || now == JobRunState.RUNNING || now == JobRunState.STOPPING || now == JobRunState.WAITING ? \"wait\" : \"bad\"; } while (s == \"wait\"); return s;")]
    [InlineData("while (true) { var now = await AskAsync(run); if (null == now.JobRun) return \"none\"; if (!(now.JobRun.JobRunState.Value is \"STARTING\" or \"RUNNING\" or \"STOPPING\" or \"WAITING\")) return \"x\"; await Task.Delay(10000); }")]
    [InlineData("while (true) { var now = await AskAsync(run); if (now == null || now.JobRun == null) return \"none\"; if (!(now.JobRun.JobRunState.Value is \"STARTING\" or \"RUNNING\" or \"STOPPING\" or \"WAITING\")) return \"x\"; await Task.Delay(10000); }")]
    [InlineData("while (true) { var now = await AskAsync(run); if (null != now.JobRun && !(now.JobRun.JobRunState.Value is \"STARTING\" or \"RUNNING\" or \"STOPPING\" or \"WAITING\")) return \"x\"; await Task.Delay(10000); }")]
    [InlineData("while (true) { var now = await AskAsync(run); var s = now?.JobRun?.JobRunState ?? JobRunState.RUNNING; if (!(s.Value is \"STARTING\" or \"RUNNING\" or \"STOPPING\" or \"WAITING\")) return \"x\"; await Task.Delay(10000); }")]
    [InlineData("while (true) { var now = await _glue.GetJobRunAsync(new GetJobRunRequest { JobName = \"load\", RunId = run.JobRunId, PredecessorsIncluded = null }); if (!(now.JobRun.JobRunState.Value is \"STARTING\" or \"RUNNING\" or \"STOPPING\" or \"WAITING\")) return \"x\"; await Task.Delay(1000); }")]
    public void A_loop_that_waits_for_all_ends_is_a_task(string loop)
    {
        var ir = Dump(StartLoad + loop, out var reported);

        Assert.Contains("run glue:StartJobRun(new StartJobRunRequest { JobName = \"load\" })\n", ir, StringComparison.Ordinal);
        Assert.DoesNotContain("loop\n", ir, StringComparison.Ordinal);
        Assert.DoesNotContain("\"none\"", ir, StringComparison.Ordinal);
        Assert.Contains("LIFT3013", reported, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("var started = DateTime.UtcNow; while (true) { ASK if (DateTime.UtcNow - started > TimeSpan.FromSeconds(30)) throw new TimeoutException(\"late\"); await Task.Delay(10000); }", 40)]
    [InlineData("var started = DateTime.UtcNow; while (true) { ASK if (DateTime.UtcNow - started >= TimeSpan.FromSeconds(30)) throw new TimeoutException(\"late\"); await Task.Delay(10000); }", 30)]
    [InlineData("var started = DateTime.UtcNow; while (DateTime.UtcNow - started < TimeSpan.FromSeconds(30)) { ASK await Task.Delay(10000); } throw new TimeoutException(\"late\");", 30)]
    [InlineData("var started = DateTime.UtcNow; while (DateTime.UtcNow - started <= TimeSpan.FromSeconds(30)) { ASK await Task.Delay(10000); } throw new TimeoutException(\"late\");", 40)]
    [InlineData("var started = DateTime.UtcNow; while (true) { ASK if (DateTime.UtcNow.AddSeconds(-30) > started) throw new TimeoutException(\"late\"); await Task.Delay(10000); }", 40)]
    [InlineData("var end = DateTime.UtcNow + TimeSpan.FromSeconds(20) - TimeSpan.FromSeconds(5); while (DateTime.UtcNow < end) { ASK await Task.Delay(1000); } throw new TimeoutException(\"late\");", 15)]
    [InlineData("var end = DateTime.UtcNow.AddSeconds(30); while (DateTime.UtcNow <= end) { ASK await Task.Delay(10000); } throw new TimeoutException(\"late\");", 40)]
    [InlineData("var end = DateTimeOffset.UtcNow.AddMinutes(1); while (true) { ASK if (DateTimeOffset.UtcNow >= end) throw new TimeoutException(\"late\"); await Task.Delay(20000); }", 60)]
    [InlineData("var left = 5; while (left > 0) { ASK await Task.Delay(10000); left -= 1; } throw new TimeoutException(\"late\");", 50)]
    [InlineData("var left = 5; while (left-- > 0) { ASK await Task.Delay(10000); } throw new TimeoutException(\"late\");", 50)]
    [InlineData("var a = 3; for (var i = a * 2 - 1; i >= 0 + 1; i--) { ASK await Task.Delay(TimeSpan.FromSeconds(a)); } throw new TimeoutException(\"late\");", 15)]
    [InlineData("for (var i = 0; i <= 3; i++) { ASK await Task.Delay(i * 1000); } throw new TimeoutException(\"late\");", 6)]
    [InlineData("for (var i = 0; i < 3; i++) { await Task.Delay(1500); ASK } throw new TimeoutException(\"late\");", 6)]
    [InlineData("for (var i = 0; i != 4; i++) { ASK await Task.Delay(1000); } throw new TimeoutException(\"late\");", 4)]
    [InlineData("for (var i = 0; i < 5; i++) { ASK if (i < 4) await Task.Delay(1000); } throw new TimeoutException(\"late\");", 4)]
    [InlineData("for (var i = 0; i < 9999; i++) { ASK await Task.Delay(1000); } throw new TimeoutException(\"late\");", 9999)]
    public void The_time_that_it_waits_is_reckoned(string loop, int seconds)
    {
        var ir = Dump(StartLoad + loop.Replace("ASK", "var now = await AskAsync(run); if (now.JobRun.JobRunState == JobRunState.SUCCEEDED) return \"x\";", StringComparison.Ordinal), out _);

        Assert.Contains($"  timedOut = false\n  jobRun = run glue:StartJobRun(new StartJobRunRequest {{ JobName = \"load\" }}) within {seconds}s, else timedOut\n  block ended\n    if timedOut\n", ir, StringComparison.Ordinal);
        Assert.DoesNotContain("loop\n", ir, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("var n = 0; while (true) { ASK if (++n == 5) break; await Task.Delay(1000); } if (n == 5) throw new TimeoutException(\"late\"); await SayAsync(\"done\"); return \"x\";", 4)]
    [InlineData("var done = false; for (var i = 0; i < 5; i++) { var now = await AskAsync(run); if (now.JobRun.JobRunState == JobRunState.SUCCEEDED) { done = true; break; } await Task.Delay(1000); } if (!done) throw new TimeoutException(\"late\"); await SayAsync(\"done\"); return \"x\";", 5)]
    [InlineData("var s = day; for (var i = 0; i < 5; i++) { ASK await Task.Delay(1000); } await SayAsync(\"done\"); return s;", 5)]
    [InlineData("var n = 0; while (n < 5) { ASK await Task.Delay(1000); n++; } if (n >= 5) throw new TimeoutException(\"late\"); await SayAsync(\"a\"); await SayAsync(\"b\"); await SayAsync(\"done\"); return \"x\";", 5)]
    public void What_follows_the_loop_follows_the_task_once(string loop, int seconds)
    {
        var ir = Dump(StartLoad + loop.Replace("ASK", "var now = await AskAsync(run); if (now.JobRun.JobRunState == JobRunState.SUCCEEDED) break;", StringComparison.Ordinal), out _);

        Assert.Contains($" within {seconds}s, else timedOut\n", ir, StringComparison.Ordinal);
        Assert.Single(ir.Split('\n'), line => line == "  call sns:Publish(new PublishRequest { TopicArn = \"topic\", Message = \"done\" })");
        Assert.Single(ir.Split('\n'), line => line.Contains("Message = \"done\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("for (var i = 0; i < 10000; i++) { ASK await Task.Delay(1000); } throw new TimeoutException(\"late\");", "whether the loop goes on depends on 'i < 10000', and so 'i' on how often it asked")]
    [InlineData("for (var i = 0; i < 0; i++) { ASK await Task.Delay(1000); } throw new TimeoutException(\"late\");", "the loop may end without asking")]
    [InlineData("for (var i = 0; i < 60; i++) { ASK if (now.JobRun.JobRunState == JobRunState.RUNNING) throw new TimeoutException(\"running\"); await Task.Delay(1000); } throw new TimeoutException(\"late\");", "the loop may also end while the job is RUNNING")]
    [InlineData("for (var i = 0; i < 3; i++) { ASK if (now.JobRun.JobRunState == JobRunState.STARTING) await Task.Delay(1000); await Task.Delay(1000); } throw new TimeoutException(\"late\");", "how long it waits depends on what the job does")]
    [InlineData("for (var i = 0; i < 3; i++) { if (day == \"x\") { ASK } await Task.Delay(1000); } throw new TimeoutException(\"late\");", "whether it asks depends on 'day == \"x\"'")]
    [InlineData("for (var i = 0; i < 3; i++) { ASK await AskAsync(run); await Task.Delay(1000); } throw new TimeoutException(\"late\");", "the loop calls glue:GetJobRun at several places")]
    [InlineData("var last = \"\"; for (var i = 0; i < 3; i++) { var then = await AskAsync(run); last = then.JobRun.JobRunState.Value; if (last == \"SUCCEEDED\") return \"x\"; await Task.Delay(1000); } throw new TimeoutException(last);", "a task whose time is over says nothing of the job, and the code after the loop reads 'last'")]
    [InlineData("for (var i = 0; i < 3; i++) { ASK if (i == 2) throw new TimeoutException(now.JobRun.Id); await Task.Delay(1000); } return \"\";", "a task whose time is over says nothing of the job, and the code that gives up reads 'getJobRunResponse'")]
    [InlineData("for (var i = 0; i < 3; i++) { ASK if (i == 2) throw new TimeoutException(run.JobRunId); await Task.Delay(1000); } return \"\";", "a task whose time is over says nothing of the job, and the code that gives up reads 'run'")]
    [InlineData("int i; for (i = 0; i < 60; i++) { var then = await AskAsync(run); if (then.JobRun.JobRunState == JobRunState.SUCCEEDED) break; await Task.Delay(1000); } await SayAsync(\"done\"); return i == 60 ? \"late\" : \"x\";", "what 'i' is after the loop depends on how often it asked")]
    [InlineData("var asked = 0; while (true) { var then = await AskAsync(run); asked++; if (!(then.JobRun.JobRunState.Value is \"STARTING\" or \"RUNNING\" or \"STOPPING\" or \"WAITING\")) break; await Task.Delay(1000); } await SayAsync(asked.ToString()); return \"x\";", "what 'asked' is after the loop depends on how often it asked")]
    [InlineData("var asked = 0; while (true) { var then = await AskAsync(run); asked++; if (!(then.JobRun.JobRunState.Value is \"STARTING\" or \"RUNNING\" or \"STOPPING\" or \"WAITING\")) return asked.ToString(); await Task.Delay(1000); }", "what 'asked' is depends on how often the loop asked")]
    [InlineData("string then; do { await Task.Delay(1000); then = (await AskAsync(run)).JobRun.JobRunState.Value; } while (new[] { \"STARTING\", \"RUNNING\" }.Contains(then)); return then;", "the loop may also end while the job is STOPPING or WAITING")]
    [InlineData("string then; do { await Task.Delay(1000); then = (await AskAsync(run)).JobRun.JobRunState.Value; } while (new[] { \"STARTING\", \"RUNNING\", \"STOPPING\", \"WAITING\", day }.Contains(then)); return then;", "the loop may also end while the job is STARTING or RUNNING or STOPPING or WAITING")]
    [InlineData("while (true) { var then = await _glue.GetJobRunAsync(new GetJobRunRequest { JobName = \"load\", RunId = run.JobRunId, PredecessorsIncluded = true }); if (then.JobRun.JobRunState == JobRunState.SUCCEEDED) return \"x\"; await Task.Delay(1000); }", "glue:GetJobRun asks for more, or for another job, than the one that was started")]
    [InlineData("while (true) { var then = await _glue.GetJobRunAsync(new GetJobRunRequest { JobName = null, RunId = run.JobRunId }); if (then.JobRun.JobRunState == JobRunState.SUCCEEDED) return \"x\"; await Task.Delay(1000); }", "glue:GetJobRun asks for more, or for another job, than the one that was started")]
    [InlineData("while (true) { var then = await _glue.GetJobRunAsync(new GetJobRunRequest { JobName = \"load\", RunId = run.JobRunId + \"x\" }); if (then.JobRun.JobRunState == JobRunState.SUCCEEDED) return \"x\"; await Task.Delay(1000); }", "glue:GetJobRun asks for more, or for another job, than the one that was started")]
    [InlineData("await SayAsync(\"before\"); for (var i = 0; i < 3; i++) { ASK await Task.Delay(1000); } throw new TimeoutException(\"late\");", "between the start of the job and the loop there is more to do")]
    [InlineData("for (var i = 0; i < 3; i++) { ASK await Task.Delay(1000); await SayAsync(\"waiting\"); } throw new TimeoutException(\"late\");", "the loop does something else as well while it waits")]
    public void What_a_task_cannot_do_stays_a_loop(string loop, string reason)
    {
        var ir = Dump(StartLoad + loop.Replace("ASK", "var now = await AskAsync(run); if (now.JobRun.JobRunState == JobRunState.SUCCEEDED) return \"x\";", StringComparison.Ordinal), out var reported);

        Assert.Contains("loop\n", ir, StringComparison.Ordinal);
        Assert.Contains($"'arn:aws:states:::glue:startJobRun.sync' cannot take the place of this loop: {reason}\n", reported, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_loop_does_when_the_job_has_ended_is_done_after_the_task()
    {
        var ir = Dump(StartLoad + "while (true) { var now = await AskAsync(run); var s = now.JobRun.JobRunState.Value; if (!(s is \"STARTING\" or \"RUNNING\" or \"STOPPING\" or \"WAITING\")) { await SayAsync(s); if (s != \"SUCCEEDED\") throw new InvalidOperationException(now.JobRun.ErrorMessage); return run.JobRunId; } await Task.Delay(1000); }", out _);

        Assert.Contains("call sns:Publish(new PublishRequest { TopicArn = \"topic\", Message = s })\n", ir, StringComparison.Ordinal);
        Assert.Contains("throw InvalidOperationException((jobRun.ErrorMessage ??", ir, StringComparison.Ordinal);
        Assert.Contains("return jobRun.Id\n", ir, StringComparison.Ordinal);
        Assert.DoesNotContain("wait ", ir, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cluster = \"main\", Tasks = [run.Tasks[0].TaskArn]", "d.Tasks[0].LastStatus == \"STOPPED\"")]
    [InlineData("Cluster = \"main\", Tasks = [run.Tasks.First().TaskArn]", "d.Tasks.Count > 0 && d.Tasks.First().LastStatus == \"STOPPED\"")]
    [InlineData("Cluster = \"main\", Tasks = new List<string> { run.Tasks[0].TaskArn }, Include = null", "d.Tasks.FirstOrDefault()?.LastStatus == \"STOPPED\"")]
    public void A_list_of_jobs_holds_the_one(string asked, string ended)
    {
        var ir = Dump(Tasks(asked, ended), out _);

        Assert.Contains("task = run ecs:RunTask(new RunTaskRequest { Cluster = \"main\", TaskDefinition = \"report\" })\n", ir, StringComparison.Ordinal);
        Assert.DoesNotContain("loop\n", ir, StringComparison.Ordinal);
        Assert.DoesNotContain("ArgumentOutOfRange", ir, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cluster = \"main\", Tasks = [run.Tasks[0].TaskArn, day]")]
    [InlineData("Tasks = [run.Tasks[0].TaskArn]")]
    [InlineData("Cluster = null, Tasks = [run.Tasks[0].TaskArn]")]
    [InlineData("Cluster = \"other\", Tasks = [run.Tasks[0].TaskArn]")]
    [InlineData("Cluster = \"main\", Tasks = [run.Tasks[0].TaskArn], Include = [\"TAGS\"]")]
    [InlineData("Cluster = \"main\", Tasks = run.Tasks.Select(t => t.TaskArn).ToList()")]
    public void A_question_for_other_jobs_stays(string asked)
    {
        Dump(Tasks(asked, "d.Tasks[0].LastStatus == \"STOPPED\""), out var reported);

        Assert.Contains("'arn:aws:states:::ecs:runTask.sync' cannot take the place of this loop: ecs:DescribeTasks asks for more, or for another job, than the one that was started\n", reported, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_description_does_not_say_is_not_lost()
    {
        var start = Tasks("Cluster = \"main\", Tasks = [run.Tasks[0].TaskArn]", "d.Tasks[0].LastStatus == \"STOPPED\"");
        Dump(start.Replace("d.Tasks[0].StoppedReason", "d.Tasks[0].StoppedReason + run.Failures.Count", StringComparison.Ordinal), out var reported);

        Assert.Contains("the code reads of the answer to ecs:RunTask what the job's description does not say\n", reported, StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_machine_is_waited_for_with_its_answer()
    {
        var ir = Dump(
            "var run = await _workflows.StartExecutionAsync(new StartExecutionRequest { StateMachineArn = \"arn\", Name = \"n\" }); DescribeExecutionResponse now; do { await Task.Delay(5000); now = await _workflows.DescribeExecutionAsync(new DescribeExecutionRequest { ExecutionArn = run.ExecutionArn }); } while (now.Status == ExecutionStatus.RUNNING); return run.ExecutionArn + now.Output;",
            out var reported);

        Assert.Contains("'arn:aws:states:::states:startExecution.sync' takes the place", reported, StringComparison.Ordinal);
        Assert.Contains("return text(describeExecutionResponse.ExecutionArn, describeExecutionResponse.Output)\n", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_jobs_are_two_tasks()
    {
        const string Wait = "do { await Task.Delay(1000); now = (await AskAsync(it)).JobRun.JobRunState.Value; } while (now is \"STARTING\" or \"RUNNING\" or \"STOPPING\" or \"WAITING\");";
        var ir = Dump(StartLoad + "string now;" + Wait.Replace("(it)", "(run)", StringComparison.Ordinal) + "var next = await _glue.StartJobRunAsync(new StartJobRunRequest { JobName = \"load\" });" + Wait.Replace("(it)", "(next)", StringComparison.Ordinal) + "return now;", out _);

        Assert.Equal(2, ir.Split("run glue:StartJobRun(").Length - 1);
    }

    [Fact]
    public void A_job_inside_of_a_decision_is_waited_for_there()
    {
        var ir = Dump("if (day == \"x\") {" + StartLoad + "string now; do { await Task.Delay(1000); now = (await AskAsync(run)).JobRun.JobRunState.Value; } while (now is \"STARTING\" or \"RUNNING\" or \"STOPPING\" or \"WAITING\"); return now; } return \"\";", out _);

        Assert.Contains("    jobRun = run glue:StartJobRun(", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_that_can_fail_is_no_request_of_a_task()
    {
        Dump(StartLoad.Replace("\"load\"", "\"load\", SecurityConfiguration = (day == \"\" ? null : day)!.Trim()", StringComparison.Ordinal) + "while (true) { var now = await AskAsync(run); if (now.JobRun.JobRunState == JobRunState.SUCCEEDED) return \"x\"; await Task.Delay(1000); }", out var reported);

        Assert.Contains("the request reads through a value that may be null\n", reported, StringComparison.Ordinal);
    }

    private static string Tasks(string asked, string ended) =>
        "var run = await _ecs.RunTaskAsync(new RunTaskRequest { Cluster = \"main\", TaskDefinition = \"report\" }); while (true) { var d = await _ecs.DescribeTasksAsync(new DescribeTasksRequest { "
        + asked + " }); if (" + ended + ") return d.Tasks[0].StoppedReason; await Task.Delay(10000); }";

    /// <summary>The program after the pass, and what the conversion reports, a line each.</summary>
    private static string Dump(string body, out string reported)
    {
        var conversion = Lowered.GetOrAdd(body, Lower).Finish();
        reported = string.Concat(conversion.Diagnostics.Select(d => $"{d.Id}: {d.GetMessage(CultureInfo.InvariantCulture)}\n"));
        return conversion.Dump!;
    }

    private static HandlerCompilation Lower(string body) => Assert.Single(WorkflowConverter.Lower(new ConversionInput
    {
        Compilations = [TestPrograms.Compile("Program", ("Handler.cs", Program.Replace("BODY", body, StringComparison.Ordinal)))],
        Templates = [],
        Options = new ConversionOptions { Handler = "Function.FunctionHandler", WaitForJobs = true, DumpAfter = "JobWaits" },
    }));
}
