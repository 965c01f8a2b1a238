using LambdaLift.CodeFixes.Retries;
using Microsoft.CodeAnalysis;
using static LambdaLift.CodeFixes.Tests.Retries.RetrySource;
using Fix = LambdaLift.CodeFixes.Tests.FixTest<LambdaLift.Analyzer.Rules.HandWrittenRetryAnalyzer, LambdaLift.CodeFixes.Retries.RetryByPollyFixer>;

namespace LambdaLift.CodeFixes.Tests.Retries;

public class RetryByPollyFixerTests
{
    private const string Call = """await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "a" })""";

    private static void AddPolly(Fix test) => test.TestState.AdditionalReferences.Add(MetadataReference.CreateFromFile(typeof(Polly.ResiliencePipeline).Assembly.Location));

    private static Task VerifyAsync(string before, string after, string options, string usings = "") => Fix.VerifyAsync(
        Handler(before),
        "using Amazon.Lambda;\nusing Amazon.Lambda.Core;\nusing Amazon.Lambda.Model;\nusing Amazon.SimpleNotificationService;\nusing Amazon.SQS;\nusing Polly;\nusing Polly.Retry;\n\n" + usings + Handler(
            after,
            Client + $$"""

                private static readonly ResiliencePipeline RetryPipeline = new ResiliencePipelineBuilder()
                    .AddRetry(new RetryStrategyOptions
                    {
            {{string.Join('\n', options.Split('\n').Select(l => "            " + l))}}
                    })
                    .Build();
            """),
        RetryByPollyFixer.UsePipeline,
        AddPolly);

    [Theory]
    [InlineData("1000 * attempt", "TimeSpan.FromSeconds(1)", "Linear")]
    [InlineData("250", "TimeSpan.FromMilliseconds(250)", "Constant")]
    [InlineData("TimeSpan.FromSeconds(Math.Pow(2, attempt))", "TimeSpan.FromSeconds(2)", "Exponential")]
    [InlineData("(int)Math.Pow(2, attempt - 1) * 100", "TimeSpan.FromMilliseconds(100)", "Exponential")]
    public Task Waits_as_the_loop_did(string delay, string first, string kind) => VerifyAsync(
        $$"""
        // until it works
        [|for|] (var attempt = 1; ; attempt++)
        {
            try { return ({{Call}}).FunctionError; }
            catch (TooManyRequestsException) when (attempt < 4) { await Task.Delay({{delay}}); }
        }
        """,
        $"""
        // until it works
        return await RetryPipeline.ExecuteAsync(async token => ({Call}).FunctionError);
        """,
        $"""
        ShouldHandle = new PredicateBuilder().Handle<TooManyRequestsException>(),
        MaxRetryAttempts = 3,
        Delay = {first},
        BackoffType = DelayBackoffType.{kind},
        """);

    [Fact]
    public Task Handles_several_errors_with_jitter_around_several_statements() => VerifyAsync(
        $$"""
        var delay = TimeSpan.FromSeconds(2);
        [|for|] (var attempt = 1; ; attempt++)
        {
            try
            {
                var reply = {{Call}};
                if (reply.FunctionError == "Unhandled") throw new InvalidOperationException("worker crashed");
                return reply.FunctionError;
            }
            catch (Exception e) when (e is TooManyRequestsException or InvalidOperationException && attempt < 4)
            {
                context.Logger.LogWarning($"attempt {attempt} failed, waiting {delay}");
                await Task.Delay(delay + TimeSpan.FromMilliseconds(Random.Shared.Next(0, 500)));
                delay *= 2;
            }
        }
        """,
        $$"""
        return await RetryPipeline.ExecuteAsync(async token =>
        {
            var reply = {{Call}};
            if (reply.FunctionError == "Unhandled") throw new InvalidOperationException("worker crashed");
            return reply.FunctionError;
        });
        """,
        """
        ShouldHandle = new PredicateBuilder().Handle<TooManyRequestsException>().Handle<InvalidOperationException>(),
        MaxRetryAttempts = 3,
        Delay = TimeSpan.FromSeconds(2),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        """);

    [Fact]
    public Task Gives_the_result_to_a_local_around_the_loop() => VerifyAsync(
        $$"""
        InvokeResponse reply;
        [|for|] (var i = 0; ; i++)
        {
            try { reply = {{Call}}; break; }
            catch (TooManyRequestsException) when (i < 2) { }
        }

        return reply.FunctionError;
        """,
        $"""
        InvokeResponse reply;
        reply = await RetryPipeline.ExecuteAsync(async token => {Call});

        return reply.FunctionError;
        """,
        """
        ShouldHandle = new PredicateBuilder().Handle<TooManyRequestsException>(),
        MaxRetryAttempts = 2,
        Delay = TimeSpan.Zero,
        BackoffType = DelayBackoffType.Constant,
        """);

    [Theory]
    [InlineData("waits of no known kind", "try { return (CALL).FunctionError; } catch (TooManyRequestsException) when (i < 4) { await Task.Delay(i * i * 100 + 1); }")]
    [InlineData("locals around that an attempt of several statements sets", "try { input = \"x\"; return (CALL).FunctionError; } catch (TooManyRequestsException) when (i < 4) { }")]
    [InlineData("an attempt that looks at the counter", "try { Console.WriteLine(i); return (CALL).FunctionError; } catch (TooManyRequestsException) when (i < 4) { }")]
    public Task Is_not_offered_for(string what, string body)
    {
        Assert.NotEmpty(what);
        return Fix.VerifyNotOfferedAsync(Handler("[|for|] (var i = 1; ; i++) { " + body.Replace("CALL", Call, StringComparison.Ordinal) + " }"), RetryByPollyFixer.UsePipeline, AddPolly);
    }

    [Fact]
    public Task Is_not_offered_without_Polly() => Fix.VerifyNotOfferedAsync(
        Handler($"[|for|] (var i = 0; ; i++) {{ try {{ return ({Call}).FunctionError; }} catch (TooManyRequestsException) when (i < 2) {{ }} }}"), RetryByPollyFixer.UsePipeline);

    [Fact]
    public void Fix_all_is_refused() => Assert.Null(new RetryByPollyFixer().GetFixAllProvider());
}
