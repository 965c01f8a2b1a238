using LambdaLift.Analyzer.Rules;

namespace LambdaLift.Analyzer.Tests.Rules;

/// <summary>LIFT1010.</summary>
public class RecursiveInvokeTests
{
    private static Task VerifyAsync(params string[] sources) =>
        RuleTest<RecursiveInvokeAnalyzer>.VerifyAsync([.. sources.Select(s => HandlerSource.Usings + s)]);

    [Theory]
    [InlineData("""await [|_lambda.InvokeAsync(new InvokeRequest { FunctionName = context.FunctionName })|];""")]
    [InlineData("""await [|_lambda.InvokeAsync(new InvokeRequest { FunctionName = context.InvokedFunctionArn, InvocationType = InvocationType.Event })|];""")]
    [InlineData("""var name = Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_NAME"); await [|_lambda.InvokeAsync(new InvokeRequest { FunctionName = name })|];""")]
    public Task Reports_every_spelling_of_the_own_name(string body) => VerifyAsync(HandlerSource.Of(body));
    [Theory]
    [InlineData("""await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "other" });""")]
    [InlineData("""await _lambda.InvokeAsync(new InvokeRequest { FunctionName = Environment.GetEnvironmentVariable("OTHER") });""")]
    [InlineData("""Console.WriteLine(context.FunctionName);""")]
    public Task Stays_quiet_on_other_functions(string body) => VerifyAsync(HandlerSource.Of(body));

    [Fact]
    public Task Follows_the_name_through_helpers() => VerifyAsync(HandlerSource.Of(
        "await Again(context.FunctionName); await Other(\"x\");",
        """
        private Task Again(string name) => [|_lambda.InvokeAsync(new InvokeRequest { FunctionName = name })|];
        private Task Other(string name) => _lambda.InvokeAsync(new InvokeRequest { FunctionName = name });
        """));

    [Fact]
    public Task LIFT1001_leaves_it_to_this_rule() => RuleTest<SynchronousInvokeAnalyzer>.VerifyAsync(
        HandlerSource.Usings + HandlerSource.Of("await _lambda.InvokeAsync(new InvokeRequest { FunctionName = context.FunctionName });"));

    [Fact]
    public Task Incomplete_code_does_not_break_it() => RuleTest<RecursiveInvokeAnalyzer>.On(HandlerSource.Usings + HandlerSource.Incomplete).Incomplete().RunWithAnyDiagnosticsAsync();

    [Fact]
    public Task Without_AWS_packages_nothing_runs() => RuleTest<RecursiveInvokeAnalyzer>.WithoutAws("public class C { public void M(string s, object context) { } }");
}
