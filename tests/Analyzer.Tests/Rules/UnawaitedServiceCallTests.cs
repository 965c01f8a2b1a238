using LambdaLift.Analyzer.Rules;

namespace LambdaLift.Analyzer.Tests.Rules;

/// <summary>LIFT1005.</summary>
public class UnawaitedServiceCallTests
{
    private static Task VerifyAsync(params string[] sources) =>
        RuleTest<UnawaitedServiceCallAnalyzer>.VerifyAsync([.. sources.Select(s => HandlerSource.Usings + s)]);

    [Theory]
    [InlineData("""[|_sqs.SendMessageAsync("q", "m")|];""")]
    [InlineData("""_ = [|_sqs.SendMessageAsync("q", "m")|];""")]
    [InlineData("""var forgotten = [|_sqs.SendMessageAsync("q", "m")|];""")]
    [InlineData("""[|Task.Run(() => _sqs.SendMessageAsync("q", "m"))|];""")]
    [InlineData("""input.ForEach([|async i => await _sqs.SendMessageAsync("q", i)|]);""")]
    [InlineData("""_ = [|Task.Run(async () => { await Task.Delay(1); await _sqs.SendMessageAsync("q", "m"); })|];""")]
    public Task Reports_calls_that_nobody_waits_for(string body) => VerifyAsync("#pragma warning disable CS4014\n" + HandlerSource.Of(body));
    [Theory]
    [InlineData("""await _sqs.SendMessageAsync("q", "m");""")]
    [InlineData("""var t = _sqs.SendMessageAsync("q", "m"); await t;""")]
    [InlineData("""var ts = input.Select(i => _sqs.SendMessageAsync("q", i)).ToList(); await Task.WhenAll(ts);""")]
    [InlineData("""_sqs.SendMessageAsync("q", "m").Wait();""")]
    [InlineData("""_ = await _sqs.SendMessageAsync("q", "m");""")]
    [InlineData("""_ = Task.Run(() => 1);""")]
    [InlineData("""_sqs.Dispose(); _ = _s3.GetPreSignedURL("x");""")]
    public Task Stays_quiet_on_tasks_that_are_waited_for(string body) => VerifyAsync(HandlerSource.Of(body));

    [Fact]
    public Task Reports_helpers_that_call_services() => VerifyAsync("#pragma warning disable CS4014\n" + HandlerSource.Of(
        "[|SendAsync()|]; Other(); [|Fire()|];",
        """
        private async Task SendAsync() => await _sqs.SendMessageAsync("q", "m");
        private Task Other() => Task.CompletedTask;
        private async void Fire() => await _sqs.SendMessageAsync("q", "m");
        """));

    [Fact]
    public Task Returning_the_task_hands_it_to_the_runtime() => VerifyAsync(
        "public class Function(IAmazonSQS sqs) { public Task Handle(string input, ILambdaContext context) => sqs.SendMessageAsync(\"q\", input); }");

    [Fact]
    public Task Incomplete_code_does_not_break_it() => RuleTest<UnawaitedServiceCallAnalyzer>.On(HandlerSource.Usings + HandlerSource.Incomplete).Incomplete().RunWithAnyDiagnosticsAsync();

    [Fact]
    public Task Without_AWS_packages_nothing_runs() => RuleTest<UnawaitedServiceCallAnalyzer>.WithoutAws("public class C { public void M(string s, object context) { } }");
}
