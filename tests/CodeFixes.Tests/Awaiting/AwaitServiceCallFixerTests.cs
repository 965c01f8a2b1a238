using LambdaLift.CodeFixes.Awaiting;
using Blocking = LambdaLift.CodeFixes.Tests.FixTest<LambdaLift.Analyzer.Rules.BlockingServiceCallAnalyzer, LambdaLift.CodeFixes.Awaiting.AwaitServiceCallFixer>;
using Unawaited = LambdaLift.CodeFixes.Tests.FixTest<LambdaLift.Analyzer.Rules.UnawaitedServiceCallAnalyzer, LambdaLift.CodeFixes.Awaiting.AwaitServiceCallFixer>;

namespace LambdaLift.CodeFixes.Tests.Awaiting;

public class AwaitServiceCallFixerTests
{
    private static string Handler(string body, string signature = "public async Task<string> Handle(string input, ILambdaContext context)", string modifiers = "") => $$"""
        public class Function(IAmazonSQS sqs, IAmazonSimpleNotificationService sns){{modifiers}}
        {
            {{signature}}
            {
        {{string.Join('\n', body.Split('\n').Select(l => l.Length == 0 ? l : "        " + l))}}
                return "";
            }
        }
        """;

    [Fact]
    public Task Awaits_instead_of_blocking() => Blocking.VerifyAsync(
        Handler(
            """
            var id = [|sqs.SendMessageAsync("q", "a").Result|].MessageId; // sent
            [|sqs.SendMessageAsync("q", "b").Wait()|];
            [|sqs.SendMessageAsync("q", "c").ConfigureAwait(false).GetAwaiter().GetResult()|];
            var reply = [|sqs.SendMessageAsync("q", "d").GetAwaiter().GetResult()|];
            [|Task.WaitAll(sqs.SendMessageAsync("q", "e"), sns.PublishAsync("t", "e"))|];
            Console.WriteLine([|sqs.SendMessageAsync("q", [|sns.PublishAsync("t", "f").Result|].MessageId).Result|].MessageId);
            """),
        Handler(
            """
            var id = (await sqs.SendMessageAsync("q", "a")).MessageId; // sent
            await sqs.SendMessageAsync("q", "b");
            await sqs.SendMessageAsync("q", "c").ConfigureAwait(false);
            var reply = await sqs.SendMessageAsync("q", "d");
            await Task.WhenAll(sqs.SendMessageAsync("q", "e"), sns.PublishAsync("t", "e"));
            Console.WriteLine((await sqs.SendMessageAsync("q", (await sns.PublishAsync("t", "f")).MessageId)).MessageId);
            """),
        AwaitServiceCallFixer.AwaitCall);

    [Fact]
    public Task Makes_a_handler_asynchronous_that_nothing_else_calls() => Blocking.VerifyAsync(
        Handler(
            """
            [|sqs.SendMessageAsync("q", "b").Wait()|];
            if (input == "") return [|sqs.SendMessageAsync("q", "a").Result|].MessageId;
            """, "public string Handle(string input, ILambdaContext context)"),
        Handler(
            """
            await sqs.SendMessageAsync("q", "b");
            if (input == "") return (await sqs.SendMessageAsync("q", "a")).MessageId;
            """, "public async Task<string> Handle(string input, ILambdaContext context)"),
        AwaitServiceCallFixer.AwaitCall,
        test => test.NumberOfIncrementalIterations = 2);

    [Theory]
    [InlineData("a catch that awaiting would miss", """try { [|sqs.SendMessageAsync("q", "b").Wait()|]; } catch (AggregateException) { }""")]
    [InlineData("a lock", """lock (this) { [|sqs.SendMessageAsync("q", "b").Wait()|]; }""")]
    [InlineData("a time limit", """[|sqs.SendMessageAsync("q", "b").Wait(1000)|];""")]
    [InlineData("a lambda that is not asynchronous", """Func<string> f = () => [|sqs.SendMessageAsync("q", "b").Result|].MessageId; f();""")]
    public Task Is_not_offered_in(string where, string body)
    {
        Assert.NotEmpty(where);
        return Blocking.VerifyNotOfferedAsync(Handler(body), AwaitServiceCallFixer.AwaitCall);
    }

    [Fact]
    public Task Is_not_offered_where_the_signature_is_not_the_handlers_own() => Blocking.VerifyNotOfferedAsync(
        Handler("""[|sqs.SendMessageAsync("q", "b").Wait()|];""", "public string Handle(string input, ILambdaContext context)", " : IHandle")
        + "\npublic interface IHandle { string Handle(string input, ILambdaContext context); }",
        AwaitServiceCallFixer.AwaitCall);

    [Fact]
    public Task Awaits_what_nobody_waits_for() => Unawaited.VerifyAsync(
        "#pragma warning disable CS4014\n" + Handler(
            """
            // first
            [|sqs.SendMessageAsync("q", "a")|];
            _ = [|sqs.SendMessageAsync("q", "b")|];
            var forgotten = [|sqs.SendMessageAsync("q", "c")|]; // last
            [|Task.Run(() => sqs.SendMessageAsync("q", "d"))|];
            """),
        "#pragma warning disable CS4014\n" + Handler(
            """
            // first
            await sqs.SendMessageAsync("q", "a");
            await sqs.SendMessageAsync("q", "b");
            await sqs.SendMessageAsync("q", "c"); // last
            await Task.Run(() => sqs.SendMessageAsync("q", "d"));
            """),
        AwaitServiceCallFixer.AwaitCall);
}
