using LambdaLift.Analyzer.Rules;

namespace LambdaLift.Analyzer.Tests.Rules;

/// <summary>LIFT1008.</summary>
public class HandWrittenRetryTests
{
    private static Task VerifyAsync(params string[] sources) =>
        RuleTest<HandWrittenRetryAnalyzer>.VerifyAsync([.. sources.Select(s => HandlerSource.Usings + s)]);

    [Theory]
    [InlineData("""[|for|] (var i = 0; i < 3; i++) { try { await _sqs.SendMessageAsync("q", "m"); break; } catch (Exception) { await Task.Delay(1000 * i); } }""")]
    [InlineData("""[|for|] (var i = 1; ; i++) { try { return (await _sqs.SendMessageAsync("q", "m")).MessageId; } catch (Exception) when (i < 4) { await Task.Delay(10); } catch { throw; } }""")]
    [InlineData("""var done = false; [|while|] (!done) { try { await _sqs.SendMessageAsync("q", "m"); done = true; } catch (Exception e) { Console.WriteLine(e); } }""")]
    [InlineData("""var left = 3; [|do|] { try { await _sqs.SendMessageAsync("q", "m"); } catch (Exception) { if (--left == 0) throw; continue; } break; } while (true);""")]
    public Task Reports_retries(string body) => VerifyAsync(HandlerSource.Of(body));
    [Theory]
    [InlineData("""foreach (var i in input) { try { await _sqs.SendMessageAsync("q", i); } catch (Exception e) { Console.WriteLine(e); } }""")]
    [InlineData("""for (var i = 0; i < input.Count; i++) { try { await _sqs.SendMessageAsync("q", input[i]); } catch (Exception e) { Console.WriteLine(e); } }""")]
    [InlineData("""while (true) { try { await _sqs.SendMessageAsync("q", "m"); break; } catch (Exception) { throw; } }""")]
    [InlineData("""for (var i = 0; i < 3; i++) { try { Console.WriteLine(int.Parse("1")); break; } catch (Exception) { } }""")]
    public Task Stays_quiet_on_other_loops(string body) => VerifyAsync(HandlerSource.Of(body));

    [Fact]
    public Task Reports_retries_in_helpers_and_through_delegates_written_at_the_call() => VerifyAsync(HandlerSource.Of(
        "await Retry();",
        """
        private async Task Retry() { [|for|] (var i = 0; i < 3; i++) { try { await Send(); return; } catch (Exception) { await Task.Delay(5); } } }
        private async Task Send() => await _sqs.SendMessageAsync("q", "m");
        """));

    [Fact]
    public Task Incomplete_code_does_not_break_it() => RuleTest<HandWrittenRetryAnalyzer>.On(HandlerSource.Usings + HandlerSource.Incomplete).Incomplete().RunWithAnyDiagnosticsAsync();

    [Fact]
    public Task Without_AWS_packages_nothing_runs() => RuleTest<HandWrittenRetryAnalyzer>.WithoutAws("public class C { public void M(string s, object context) { } }");
}
