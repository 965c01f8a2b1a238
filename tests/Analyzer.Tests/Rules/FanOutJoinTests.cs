using LambdaLift.Analyzer.Rules;

namespace LambdaLift.Analyzer.Tests.Rules;

/// <summary>LIFT1007.</summary>
public class FanOutJoinTests
{
    private static Task VerifyAsync(params string[] sources) =>
        RuleTest<FanOutJoinAnalyzer>.VerifyAsync([.. sources.Select(s => HandlerSource.Usings + s)]);

    [Theory]
    [InlineData("""await [|Task.WhenAll(input.Select(i => _sqs.SendMessageAsync("q", i)))|];""")]
    [InlineData("""await [|Task.WhenAll(input.Select(async i => await _sqs.SendMessageAsync("q", i)))|];""")]
    [InlineData("""await [|Task.WhenAll(_sqs.SendMessageAsync("q", "m"), _sns.PublishAsync("t", "m"))|];""")]
    [InlineData("""Task a = _sqs.SendMessageAsync("q", "m"); Task b = _sns.PublishAsync("t", "m"); await [|Task.WhenAll(a, b)|];""")]
    [InlineData("""var ts = new List<Task>(); foreach (var i in input) ts.Add(_sqs.SendMessageAsync("q", i)); await [|Task.WhenAll(ts)|];""")]
    [InlineData("""var ts = new List<Task>(); ts.Add(_sqs.SendMessageAsync("q", "a")); ts.Add(_sns.PublishAsync("t", "m")); await [|Task.WhenAll(ts)|];""")]
    [InlineData("""var ts = input.Select(i => _sqs.SendMessageAsync("q", i)).ToArray(); [|Task.WaitAll(ts)|];""")]
    [InlineData("""await [|Parallel.ForEachAsync(input, async (i, ct) => { await _sqs.SendMessageAsync("q", i, ct); })|];""")]
    public Task Reports_fan_outs(string body) => VerifyAsync(HandlerSource.Of(body));
    [Theory]
    [InlineData("""await Task.WhenAll(input.Select(i => Task.Delay(1)));""")]
    [InlineData("""await Task.WhenAll(_sqs.SendMessageAsync("q", "m"), Task.CompletedTask);""")]
    [InlineData("""var a = _db.GetItemAsync("t", null); var b = _s3.GetObjectAsync("b", "k"); await Task.WhenAll(a, b);""")]
    [InlineData("""await Task.WhenAny(_sqs.SendMessageAsync("q", "m"), _sns.PublishAsync("t", "m"));""")]
    [InlineData("""foreach (var i in input) await _sqs.SendMessageAsync("q", i);""")]
    public Task Stays_quiet_on_other_joins(string body) => VerifyAsync(HandlerSource.Of(body));

    [Fact]
    public Task Incomplete_code_does_not_break_it() => RuleTest<FanOutJoinAnalyzer>.On(HandlerSource.Usings + HandlerSource.Incomplete).Incomplete().RunWithAnyDiagnosticsAsync();

    [Fact]
    public Task Without_AWS_packages_nothing_runs() => RuleTest<FanOutJoinAnalyzer>.WithoutAws("public class C { public void M(string s, object context) { } }");
}
