using LambdaLift.Analyzer.Rules;

namespace LambdaLift.Analyzer.Tests.Rules;

/// <summary>LIFT1004.</summary>
public class BlockingServiceCallTests
{
    private static Task VerifyAsync(params string[] sources) =>
        RuleTest<BlockingServiceCallAnalyzer>.VerifyAsync([.. sources.Select(s => HandlerSource.Usings + s)]);

    [Theory]
    [InlineData("""var r = [|_sqs.SendMessageAsync("q", "m").Result|]; return r.MessageId;""")]
    [InlineData("""[|_sqs.SendMessageAsync("q", "m").Wait()|];""")]
    [InlineData("""[|_sqs.SendMessageAsync("q", "m").GetAwaiter().GetResult()|];""")]
    [InlineData("""[|_sqs.SendMessageAsync("q", "m").ConfigureAwait(false).GetAwaiter().GetResult()|];""")]
    [InlineData("""var t = _sqs.SendMessageAsync("q", "m"); Console.WriteLine([|t.Result|].MessageId);""")]
    [InlineData("""[|Task.WaitAll(_sqs.SendMessageAsync("q", "m"), _sns.PublishAsync("t", "m"))|];""")]
    public Task Reports_every_way_to_block(string body) => VerifyAsync(HandlerSource.Of(body));
    [Theory]
    [InlineData("""var r = await _sqs.SendMessageAsync("q", "m");""")]
    [InlineData("""var a = _sqs.SendMessageAsync("q", "m"); await Task.WhenAll(a); Console.WriteLine(a.Result.MessageId);""")]
    [InlineData("""var n = Task.FromResult(3).Result;""")]
    [InlineData("""var r = new { Result = 1 }.Result;""")]
    public Task Stays_quiet_on_awaits_and_other_tasks(string body) => VerifyAsync(HandlerSource.Of(body));

    [Fact]
    public Task Reports_blocking_on_helpers_that_call_services() => VerifyAsync(HandlerSource.Of(
        "[|SendAsync().Wait()|]; Other().Wait();",
        """
        private async Task SendAsync() => await _sqs.SendMessageAsync("q", "m");
        private Task Other() => Task.CompletedTask;
        """));

    [Fact]
    public Task Code_that_no_handler_reaches_is_quiet() => VerifyAsync("public class Library(IAmazonSQS sqs) { public void Send() => sqs.SendMessageAsync(\"q\", \"m\").Wait(); }");

    [Fact]
    public Task Incomplete_code_does_not_break_it() => RuleTest<BlockingServiceCallAnalyzer>.On(HandlerSource.Usings + HandlerSource.Incomplete).Incomplete().RunWithAnyDiagnosticsAsync();

    [Fact]
    public Task Without_AWS_packages_nothing_runs() => RuleTest<BlockingServiceCallAnalyzer>.WithoutAws("public class C { public void M(string s, object context) { } }");
}
