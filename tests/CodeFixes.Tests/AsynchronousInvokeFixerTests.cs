using Fix = LambdaLift.CodeFixes.Tests.FixTest<LambdaLift.Analyzer.Rules.SynchronousInvokeAnalyzer, LambdaLift.CodeFixes.AsynchronousInvokeFixer>;

namespace LambdaLift.CodeFixes.Tests;

public class AsynchronousInvokeFixerTests
{
    private static string Handler(string body) => $$"""
        public class Function(IAmazonLambda lambda)
        {
            public async Task Handle(string input, ILambdaContext context)
            {
        {{string.Join('\n', body.Split('\n').Select(l => l.Length == 0 ? l : "        " + l))}}
            }
        }
        """;

    [Theory]
    [InlineData("""await [|lambda.InvokeAsync(new InvokeRequest { FunctionName = "a" })|];""", """await lambda.InvokeAsync(new InvokeRequest { FunctionName = "a", InvocationType = InvocationType.Event });""")]
    [InlineData("""await [|lambda.InvokeAsync(new() { FunctionName = "a", Payload = input })|];""", """await lambda.InvokeAsync(new() { FunctionName = "a", Payload = input, InvocationType = InvocationType.Event });""")]
    [InlineData(
        """await [|lambda.InvokeAsync(new InvokeRequest { InvocationType = InvocationType.RequestResponse, FunctionName = "a" })|];""",
        """await lambda.InvokeAsync(new InvokeRequest { InvocationType = InvocationType.Event, FunctionName = "a" });""")]
    public Task Sets_the_invocation_type(string before, string after) => Fix.VerifyAsync(Handler(before), Handler(after), AsynchronousInvokeFixer.InvokeAsEvent);

    [Fact]
    public Task Keeps_one_property_per_line() => Fix.VerifyAsync(
        Handler(
            """
            await [|lambda.InvokeAsync(new InvokeRequest
            {
                FunctionName = "a",
                Payload = input,
            })|];
            """),
        Handler(
            """
            await lambda.InvokeAsync(new InvokeRequest
            {
                FunctionName = "a",
                Payload = input,
                InvocationType = InvocationType.Event,
            });
            """),
        AsynchronousInvokeFixer.InvokeAsEvent);

    [Fact]
    public Task Sets_it_where_a_request_of_its_own_is_made() => Fix.VerifyAsync(
        Handler(
            """
            var request = new InvokeRequest { FunctionName = "a" }; // the mailer
            request.Payload = input;
            await [|lambda.InvokeAsync(request)|];
            """),
        Handler(
            """
            var request = new InvokeRequest { FunctionName = "a", InvocationType = InvocationType.Event }; // the mailer
            request.Payload = input;
            await lambda.InvokeAsync(request);
            """),
        AsynchronousInvokeFixer.InvokeAsEvent);

    [Fact]
    public Task Changes_the_type_where_it_is_set_afterwards() => Fix.VerifyAsync(
        Handler(
            """
            var request = new InvokeRequest { FunctionName = "a" };
            request.InvocationType = InvocationType.RequestResponse; // waits
            await [|lambda.InvokeAsync(request)|];
            """),
        Handler(
            """
            var request = new InvokeRequest { FunctionName = "a" };
            request.InvocationType = InvocationType.Event; // waits
            await lambda.InvokeAsync(request);
            """),
        AsynchronousInvokeFixer.InvokeAsEvent);

    [Theory]
    [InlineData("""var r = await [|lambda.InvokeAsync(new InvokeRequest { FunctionName = "a" })|]; Console.WriteLine(r.Payload);""")]
    [InlineData("""var request = new InvokeRequest { FunctionName = "a" }; await [|lambda.InvokeAsync(request)|]; Console.WriteLine(request);""")]
    [InlineData("""var request = new InvokeRequest { FunctionName = "a" }; await [|lambda.InvokeAsync(request)|]; await [|lambda.InvokeAsync(request)|];""")]
    [InlineData("""var r = new InvokeRequest { FunctionName = "a", InvocationType = input == "" ? InvocationType.RequestResponse : InvocationType.Event }; await [|lambda.InvokeAsync(r)|];""")]
    public Task Is_not_offered_where_the_response_is_used_or_the_request_is_not_its_own(string body) =>
        Fix.VerifyNotOfferedAsync(Handler(body), AsynchronousInvokeFixer.InvokeAsEvent);

    [Fact]
    public void Fix_all_is_refused() => Assert.Null(new AsynchronousInvokeFixer().GetFixAllProvider());
}
