using LambdaLift.Analyzer.Rules;

namespace LambdaLift.Analyzer.Tests.Rules;

/// <summary>LIFT1012.</summary>
public class SwallowedServiceErrorTests
{
    private static Task VerifyAsync(params string[] sources) =>
        RuleTest<SwallowedServiceErrorAnalyzer>.VerifyAsync([.. sources.Select(s => HandlerSource.Usings + s)]);

    [Theory]
    [InlineData("""try { await _sqs.SendMessageAsync("q", "m"); } [|catch|] (Exception e) { context.Logger.LogError(e.Message); }""")]
    [InlineData("""try { await _sqs.SendMessageAsync("q", "m"); } [|catch|] { }""")]
    [InlineData("""try { await _sqs.SendMessageAsync("q", "m"); } [|catch|] (Amazon.Runtime.AmazonServiceException e) { Console.WriteLine(e); }""")]
    [InlineData("""foreach (var i in input) { try { await _sqs.SendMessageAsync("q", i); } [|catch|] (Exception e) { context?.Logger.LogLine(e.Message); } }""")]
    public Task Reports_catches_that_only_log(string body) => VerifyAsync(HandlerSource.Of(body));
    [Theory]
    [InlineData("""try { await _lambda.InvokeAsync(new InvokeRequest()); } catch (TooManyRequestsException e) { Console.WriteLine(e); }""")]
    [InlineData("""try { await _sqs.SendMessageAsync("q", "m"); } catch (Exception e) { Console.WriteLine(e); throw; }""")]
    [InlineData("""try { await _sqs.SendMessageAsync("q", "m"); } catch (Exception) { return "failed"; }""")]
    [InlineData("""var failed = 0; try { await _sqs.SendMessageAsync("q", "m"); } catch (Exception) { failed++; }""")]
    [InlineData("""try { await _sqs.SendMessageAsync("q", "m"); } catch (Exception) { await _sns.PublishAsync("t", "alarm"); }""")]
    [InlineData("""var failures = new List<string>(); foreach (var i in input) { try { await _sqs.SendMessageAsync("q", i); } catch (Exception) { failures.Add(i); } }""")]
    [InlineData("""try { Console.WriteLine(int.Parse("x")); } catch (Exception e) { Console.WriteLine(e); }""")]
    [InlineData("""try { await _sqs.SendMessageAsync("q", "m"); } catch (Exception e) when (e.Message == "") { Console.WriteLine(e); }""")]
    public Task Stays_quiet_on_decisions(string body) => VerifyAsync(HandlerSource.Of(body));

    [Fact]
    public Task Incomplete_code_does_not_break_it() => RuleTest<SwallowedServiceErrorAnalyzer>.On(HandlerSource.Usings + HandlerSource.Incomplete).Incomplete().RunWithAnyDiagnosticsAsync();

    [Fact]
    public Task Without_AWS_packages_nothing_runs() => RuleTest<SwallowedServiceErrorAnalyzer>.WithoutAws("public class C { public void M(string s, object context) { } }");
}
