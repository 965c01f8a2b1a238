using LambdaLift.Analyzer.Rules;

namespace LambdaLift.Analyzer.Tests.Rules;

/// <summary>LIFT1006.</summary>
public class IdleWaitingTests
{
    private static Task VerifyAsync(params string[] sources) =>
        RuleTest<IdleWaitingAnalyzer>.VerifyAsync([.. sources.Select(s => HandlerSource.Usings + s)]);

    [Theory]
    [InlineData("""await [|Task.Delay(5000)|];""")]
    [InlineData("""[|Thread.Sleep(TimeSpan.FromSeconds(5))|];""")]
    [InlineData("""[|Task.Delay(100)|].Wait();""")]
    [InlineData("""while ((await _sfn.DescribeExecutionAsync(new DescribeExecutionRequest())).Status == ExecutionStatus.RUNNING) { await [|Task.Delay(1000)|]; }""")]
    [InlineData("""foreach (var i in input) { await _sqs.SendMessageAsync("q", i); await [|Task.Delay(200)|]; }""")]
    public Task Reports_waits(string body) => VerifyAsync(HandlerSource.Of(body));
    [Theory]
    [InlineData("""await Task.WhenAny(_sqs.SendMessageAsync("q", "m"), Task.Delay(1000));""")]
    [InlineData("""await Task.Delay(0);""")]
    [InlineData("""for (var i = 0; ; i++) { try { await _sqs.SendMessageAsync("q", "m"); break; } catch (Exception) when (i < 3) { await Task.Delay(1000); } }""")]
    public Task Stays_quiet_on_timeouts_and_yields(string body) => VerifyAsync(HandlerSource.Of(body));

    [Theory]
    [InlineData("await {|#0:Task.Delay(5)|};", "", "let a state machine wait (Wait state), which costs nothing")]
    [InlineData("do { await {|#0:Task.Delay(5)|}; } while ((await _sfn.DescribeExecutionAsync(new DescribeExecutionRequest())).Status == ExecutionStatus.RUNNING);",
        " between polls by StepFunctions:DescribeExecution", "let a state machine run the job (.sync integration) or poll it (Wait state), which costs nothing while it waits")]
    public Task Message_names_the_polled_call(string body, string polled, string wayOut) =>
        RuleTest<IdleWaitingAnalyzer>.On(HandlerSource.Usings + HandlerSource.Of(body))
            .Expect(new Microsoft.CodeAnalysis.Testing.DiagnosticResult("LIFT1006", Microsoft.CodeAnalysis.DiagnosticSeverity.Warning).WithLocation(0).WithArguments("Function.Handle", polled, wayOut))
            .RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Code_that_no_handler_reaches_is_quiet() => VerifyAsync("public class Library(IAmazonSQS sqs) { public Task Wait() => Task.Delay(1000); }");

    [Fact]
    public Task Incomplete_code_does_not_break_it() => RuleTest<IdleWaitingAnalyzer>.On(HandlerSource.Usings + HandlerSource.Incomplete).Incomplete().RunWithAnyDiagnosticsAsync();

    [Fact]
    public Task Without_AWS_packages_nothing_runs() => RuleTest<IdleWaitingAnalyzer>.WithoutAws("public class C { public void M(string s, object context) { } }");
}
