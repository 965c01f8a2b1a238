using LambdaLift.CodeFixes.Retries;
using static LambdaLift.CodeFixes.Tests.Retries.RetrySource;
using Fix = LambdaLift.CodeFixes.Tests.FixTest<LambdaLift.Analyzer.Rules.HandWrittenRetryAnalyzer, LambdaLift.CodeFixes.Retries.RetryByClientFixer>;

namespace LambdaLift.CodeFixes.Tests.Retries;

public class RetryByClientFixerTests
{
    private const string Call = """await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "a" })""";

    private static Task VerifyAsync(string before, string after, string fields = Client, string fixedFields = "") => Fix.VerifyAsync(
        Handler(before, fields),
        "using Amazon.Lambda;\nusing Amazon.Lambda.Core;\nusing Amazon.Lambda.Model;\nusing Amazon.Runtime;\nusing Amazon.SimpleNotificationService;\nusing Amazon.SQS;\n\n" + Handler(after, fixedFields),
        RetryByClientFixer.ConfigureClient);

    private static string Configured(int retries, string more = "") =>
        $"private readonly IAmazonLambda _lambda = new AmazonLambdaClient(new AmazonLambdaConfig {{ {more}RetryMode = RequestRetryMode.Standard, MaxErrorRetry = {retries} }});";

    [Theory]
    [InlineData("for (var attempt = 1; ; attempt++)", "catch (TooManyRequestsException) when (attempt < 4) { await Task.Delay(1000 * attempt); }", 3)]
    [InlineData("for (var attempt = 0; ; attempt++)", "catch (TooManyRequestsException) { if (attempt == 2) throw; await Task.Delay(100); }", 2)]
    [InlineData("for (int attempt = 0; ; ++attempt)", "catch (Amazon.Runtime.AmazonServiceException e) when (e is TooManyRequestsException or ServiceException && attempt <= 1) { context.Logger.LogWarning(e.Message); }", 2)]
    public Task Replaces_the_loop_by_the_clients_configuration(string head, string clause, int retries) => VerifyAsync(
        $$"""
        // until it works
        [|{{head[..3]}}|]{{head[3..]}}
        {
            try
            {
                // the call
                var reply = {{Call}};
                return reply.FunctionError;
            }
            {{clause}}
        }
        """,
        $"""
        // until it works
        // the call
        var reply = {Call};
        return reply.FunctionError;
        """,
        fixedFields: Configured(retries));

    [Fact]
    public Task Takes_away_what_only_the_loop_used_and_what_nothing_reaches_any_more() => VerifyAsync(
        $$"""
        var delay = TimeSpan.FromSeconds(2);
        var attempts = 0;
        [|while|] (true)
        {
            attempts++;
            try
            {
                {{Call}};
                break;
            }
            catch (TooManyRequestsException) when (attempts < 3)
            {
                await Task.Delay(delay + TimeSpan.FromMilliseconds(Random.Shared.Next(0, 500)));
                delay *= 2;
            }
        }

        return "";
        """,
        $"""
        {Call};

        return "";
        """,
        fixedFields: Configured(2));

    [Fact]
    public Task Counts_what_a_bounded_loop_really_does() => VerifyAsync(
        $$"""
        [|for|] (var attempt = 0; attempt <= 9; attempt++)
        {
            try { return ({{Call}}).FunctionError; }
            catch (TooManyRequestsException) { if (attempt >= 3 - 1) { throw; } }
        }

        throw new InvalidOperationException("not reached");
        """,
        $"""
        return ({Call}).FunctionError;
        """,
        fixedFields: Configured(2));

    [Fact]
    public Task Adds_to_the_clients_own_configuration_and_keeps_its_region()
    {
        var loop = $"[|for|] (var i = 0; ; i++) {{ try {{ return ({Call}).FunctionError; }} catch (TooManyRequestsException) when (i < 2) {{ }} }}";
        return Task.WhenAll(
            VerifyAsync(
                loop, $"return ({Call}).FunctionError;",
                "private readonly IAmazonLambda _lambda = new AmazonLambdaClient(new AmazonLambdaConfig { RegionEndpoint = Amazon.RegionEndpoint.EUWest1 });",
                Configured(2, "RegionEndpoint = Amazon.RegionEndpoint.EUWest1, ")),
            VerifyAsync(
                loop, $"return ({Call}).FunctionError;",
                "private readonly IAmazonLambda _lambda = new AmazonLambdaClient(Amazon.RegionEndpoint.EUWest1);",
                Configured(2, "RegionEndpoint = Amazon.RegionEndpoint.EUWest1, ")));
    }

    [Theory]
    [InlineData("an error that the SDK does not retry", "catch (ArgumentException) when (i < 2) { }")]
    [InlineData("a catch that does more", "catch (TooManyRequestsException) when (i < 2) { input = \"again\"; }")]
    [InlineData("no bound", "catch (TooManyRequestsException) { }")]
    [InlineData("a bound that is not constant", "catch (TooManyRequestsException) when (i < input.Length) { }")]
    [InlineData("a second catch", "catch (TooManyRequestsException) when (i < 2) { } catch (Exception) { throw; }")]
    public Task Is_not_offered_for(string what, string clause)
    {
        Assert.NotEmpty(what);
        return Fix.VerifyNotOfferedAsync(
            Handler($"[|for|] (var i = 0; ; i++) {{ try {{ return ({Call}).FunctionError; }} {clause} }}"), RetryByClientFixer.ConfigureClient);
    }

    [Theory]
    [InlineData("a client from elsewhere", "private readonly IAmazonLambda _lambda; public Function(IAmazonLambda lambda) => _lambda = lambda;")]
    [InlineData("settings of its own", "private readonly IAmazonLambda _lambda = new AmazonLambdaClient(new AmazonLambdaConfig { MaxErrorRetry = 9 });")]
    public Task Is_not_offered_for_a_client_with(string what, string fields)
    {
        Assert.NotEmpty(what);
        return Fix.VerifyNotOfferedAsync(
            Handler($"[|for|] (var i = 0; ; i++) {{ try {{ return ({Call}).FunctionError; }} catch (TooManyRequestsException) when (i < 2) {{ }} }}", fields), RetryByClientFixer.ConfigureClient);
    }

    [Fact]
    public Task Is_not_offered_where_the_handler_goes_on_after_the_last_failure() => Fix.VerifyNotOfferedAsync(
        Handler($"[|for|] (var i = 0; i < 3; i++) {{ try {{ {Call}; break; }} catch (TooManyRequestsException) {{ }} }} return \"gone on\";"), RetryByClientFixer.ConfigureClient);

    [Fact]
    public Task Is_not_offered_for_two_calls_in_one_attempt() => Fix.VerifyNotOfferedAsync(
        Handler($"[|for|] (var i = 0; ; i++) {{ try {{ {Call}; return ({Call}).FunctionError; }} catch (TooManyRequestsException) when (i < 2) {{ }} }}"), RetryByClientFixer.ConfigureClient);

    [Fact]
    public void Fix_all_is_refused() => Assert.Null(new RetryByClientFixer().GetFixAllProvider());
}
