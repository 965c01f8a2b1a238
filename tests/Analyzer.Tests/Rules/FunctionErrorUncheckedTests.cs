using LambdaLift.Analyzer.Rules;

namespace LambdaLift.Analyzer.Tests.Rules;

/// <summary>LIFT1003.</summary>
public class FunctionErrorUncheckedTests
{
    private static Task VerifyAsync(params string[] sources) =>
        RuleTest<FunctionErrorUncheckedAnalyzer>.VerifyAsync([.. sources.Select(s => HandlerSource.Usings + s)]);

    [Theory]
    [InlineData("""await [|_lambda.InvokeAsync(new InvokeRequest { FunctionName = "f" })|];""")]
    [InlineData("""var r = await [|_lambda.InvokeAsync(new InvokeRequest { FunctionName = "f" })|]; Console.WriteLine(r.StatusCode);""")]
    [InlineData("""var r = [|_lambda.InvokeAsync(new InvokeRequest { FunctionName = "f" })|].Result; Console.WriteLine(r.Payload.Length);""")]
    [InlineData("""InvokeResponse r; r = await [|_lambda.InvokeAsync(new InvokeRequest { FunctionName = "f" })|].ConfigureAwait(false); Console.WriteLine(r.Payload.Length);""")]
    [InlineData("""_ = await [|_lambda.InvokeAsync(new InvokeRequest { FunctionName = "f" })|];""")]
    public Task Reports_a_response_whose_error_is_never_read(string body) => VerifyAsync(HandlerSource.Of(body));
    [Theory]
    [InlineData("""var r = await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "f" }); if (r.FunctionError != null) throw new Exception();""")]
    [InlineData("""var r = await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "f" }); if (!string.IsNullOrEmpty(r?.FunctionError)) throw new Exception();""")]
    [InlineData("""if ((await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "f" })) is { FunctionError: not null }) throw new Exception();""")]
    [InlineData("""var t = _lambda.InvokeAsync(new InvokeRequest { FunctionName = "f" }); var r = await t; Console.WriteLine(r.FunctionError);""")]
    [InlineData("""var r = await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "f" }); var copy = r; Console.WriteLine(copy.FunctionError);""")]
    [InlineData("""await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "f", InvocationType = InvocationType.Event });""")]
    public Task Stays_quiet_when_the_error_is_read(string body) => VerifyAsync(HandlerSource.Of(body));

    [Fact]
    public Task Follows_the_response_into_and_out_of_helpers() => VerifyAsync(HandlerSource.Of(
        """
        Check(await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "a" }));
        Ignore(await [|_lambda.InvokeAsync(new InvokeRequest { FunctionName = "b" })|]);
        var c = await Checked(); if (c.FunctionError != null) throw new Exception();
        var d = await Unchecked(); Console.WriteLine(d.StatusCode);
        """,
        """
        private static void Check(InvokeResponse r) { if (r.FunctionError != null) throw new Exception(); }
        private static void Ignore(InvokeResponse r) => Console.WriteLine(r.StatusCode);
        private async Task<InvokeResponse> Checked() => await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "c" });
        private Task<InvokeResponse> Unchecked() { return [|_lambda.InvokeAsync(new InvokeRequest { FunctionName = "d" })|]; }
        """));

    [Fact]
    public Task Stays_quiet_when_the_response_goes_where_it_is_not_followed() => VerifyAsync(HandlerSource.Of(
        """
        var r = await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "a" });
        _responses.Add(r);
        _last = await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "b" });
        """,
        "private readonly List<InvokeResponse> _responses = new(); private InvokeResponse _last;"));

    [Fact]
    public Task Incomplete_code_does_not_break_it() => RuleTest<FunctionErrorUncheckedAnalyzer>.On(HandlerSource.Usings + HandlerSource.Incomplete).Incomplete().RunWithAnyDiagnosticsAsync();

    [Fact]
    public Task Without_AWS_packages_nothing_runs() => RuleTest<FunctionErrorUncheckedAnalyzer>.WithoutAws("public class C { public void M(string s, object context) { } }");
}
