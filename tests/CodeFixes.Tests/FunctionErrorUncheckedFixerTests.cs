using Fix = LambdaLift.CodeFixes.Tests.FixTest<LambdaLift.Analyzer.Rules.FunctionErrorUncheckedAnalyzer, LambdaLift.CodeFixes.FunctionErrorUncheckedFixer>;

namespace LambdaLift.CodeFixes.Tests;

public class FunctionErrorUncheckedFixerTests
{
    private static string Handler(string body) => $$"""
        public class Function(IAmazonLambda lambda)
        {
            public async Task<string> Handle(string input, ILambdaContext context)
            {
        {{string.Join('\n', body.Split('\n').Select(l => l.Length == 0 ? l : "        " + l))}}
                return "";
            }
        }
        """;

    private static Task VerifyAsync(string before, string after) => Fix.VerifyAsync(Handler(before), Handler(after), FunctionErrorUncheckedFixer.AddCheck);

    [Fact]
    public Task Checks_the_variable_that_gets_the_response() => VerifyAsync(
        """
        // Ships the order.
        var reply = await [|lambda.InvokeAsync(new InvokeRequest { FunctionName = "ship" })|]; // at once
        Console.WriteLine(reply.StatusCode);
        """,
        """
        // Ships the order.
        var reply = await lambda.InvokeAsync(new InvokeRequest { FunctionName = "ship" }); // at once
        if (!string.IsNullOrEmpty(reply.FunctionError))
        {
            throw new InvalidOperationException($"Function 'ship' failed: {reply.FunctionError}");
        }

        Console.WriteLine(reply.StatusCode);
        """);

    [Fact]
    public Task Keeps_a_dropped_response_and_finds_a_free_name() => VerifyAsync(
        """
        var response = input;
        await [|lambda.InvokeAsync(new InvokeRequest { FunctionName = Environment.GetEnvironmentVariable("SHIP") })|];
        """,
        """
        var response = input;
        var response2 = await lambda.InvokeAsync(new InvokeRequest { FunctionName = Environment.GetEnvironmentVariable("SHIP") });
        if (!string.IsNullOrEmpty(response2.FunctionError))
        {
            throw new InvalidOperationException($"The invoked function failed: {response2.FunctionError}");
        }

        """);

    [Fact]
    public Task Makes_a_block_of_an_embedded_statement_and_fixes_all() => VerifyAsync(
        """
        InvokeResponse first, second;
        if (input == "a")
            first = await [|lambda.InvokeAsync(new InvokeRequest { FunctionName = "a" })|].ConfigureAwait(false);
        else
            second = [|lambda.InvokeAsync(new InvokeRequest { FunctionName = "b" })|].Result;
        """,
        """
        InvokeResponse first, second;
        if (input == "a")
        {
            first = await lambda.InvokeAsync(new InvokeRequest { FunctionName = "a" }).ConfigureAwait(false);
            if (!string.IsNullOrEmpty(first.FunctionError))
            {
                throw new InvalidOperationException($"Function 'a' failed: {first.FunctionError}");
            }
        }
        else
        {
            second = lambda.InvokeAsync(new InvokeRequest { FunctionName = "b" }).Result;
            if (!string.IsNullOrEmpty(second.FunctionError))
            {
                throw new InvalidOperationException($"Function 'b' failed: {second.FunctionError}");
            }
        }
        """);

    [Theory]
    [InlineData("""Console.WriteLine((await [|lambda.InvokeAsync(new InvokeRequest { FunctionName = "a" })|]).StatusCode);""")]
    [InlineData("""if ((await [|lambda.InvokeAsync(new InvokeRequest { FunctionName = "a" })|]).StatusCode == 200) return "";""")]
    [InlineData("""var pending = [|lambda.InvokeAsync(new InvokeRequest { FunctionName = "a" })|]; await pending;""")]
    public Task Is_not_offered_inside_a_larger_expression(string body) => Fix.VerifyNotOfferedAsync(Handler(body), FunctionErrorUncheckedFixer.AddCheck);
}
