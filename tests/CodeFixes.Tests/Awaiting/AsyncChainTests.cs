using LambdaLift.CodeFixes.Awaiting;
using Microsoft.CodeAnalysis.Testing;
using Blocking = LambdaLift.CodeFixes.Tests.FixTest<LambdaLift.Analyzer.Rules.BlockingServiceCallAnalyzer, LambdaLift.CodeFixes.Awaiting.AwaitServiceCallFixer>;
using Unawaited = LambdaLift.CodeFixes.Tests.FixTest<LambdaLift.Analyzer.Rules.UnawaitedServiceCallAnalyzer, LambdaLift.CodeFixes.Awaiting.AwaitServiceCallFixer>;

namespace LambdaLift.CodeFixes.Tests.Awaiting;

/// <summary>A call in a method that is not asynchronous: its callers change with it, or nothing does.</summary>
public class AsyncChainTests
{
    private static string Function(string members) => $$"""
        public class Function(IAmazonSQS sqs)
        {
        {{string.Join('\n', members.Split('\n').Select(l => l.Length == 0 ? l : "    " + l))}}
        }
        """;

    [Fact]
    public Task Callers_up_to_the_handler_become_asynchronous() => Blocking.VerifyAsync(
        Function(
            """
            public string Handle(string input, ILambdaContext context)
            {
                // both halves
                var first = Send(input) + Send("again");
                Log(first);
                return first;
            }

            // Sends one.
            private string Send(string text) => [|sqs.SendMessageAsync("q", text).Result|].MessageId;

            private void Log(string text)
            {
                Write();
                void Write() => [|sqs.SendMessageAsync("log", text).Wait()|];
            }
            """),
        Function(
            """
            public async Task<string> Handle(string input, ILambdaContext context)
            {
                // both halves
                var first = await Send(input) + await Send("again");
                await Log(first);
                return first;
            }

            // Sends one.
            private async Task<string> Send(string text) => (await sqs.SendMessageAsync("q", text)).MessageId;

            private async Task Log(string text)
            {
                await Write();
                async Task Write() => await sqs.SendMessageAsync("log", text);
            }
            """),
        AwaitServiceCallFixer.AwaitCall,
        test => test.NumberOfIncrementalIterations = 2);

    [Fact]
    public Task Callers_in_other_files_become_asynchronous() => Blocking.VerifyAsync(
        """
        public static class Sender
        {
            public static string Send(IAmazonSQS sqs, string text)
            {
                return [|sqs.SendMessageAsync("q", text).Result|].MessageId;
            }
        }
        """,
        """
        public static class Sender
        {
            public static async Task<string> Send(IAmazonSQS sqs, string text)
            {
                return (await sqs.SendMessageAsync("q", text)).MessageId;
            }
        }
        """,
        AwaitServiceCallFixer.AwaitCall,
        test => test.Add(
            "Handler.cs",
            Blocking.Usings + "public class Function(IAmazonSQS sqs) { public string Handle(string input, ILambdaContext context) { return Sender.Send(sqs, input); } }",
            Blocking.Usings + "public class Function(IAmazonSQS sqs) { public async Task<string> Handle(string input, ILambdaContext context) { return await Sender.Send(sqs, input); } }"));

    [Fact]
    public Task A_method_that_made_its_task_itself_awaits_and_returns() => Blocking.VerifyAsync(
        Function(
            """
            public Task<string> Handle(string input, ILambdaContext context)
            {
                if (input == "")
                    return Task.FromResult("none");
                var id = [|sqs.SendMessageAsync("q", input).Result|].MessageId;
                Note(id);
                return id == "" ? Other() : Task.FromResult(id);
            }

            private Task<string> Other() => Task.FromResult([|sqs.SendMessageAsync("q", "x").Result|].MessageId);

            private Task Note(string id)
            {
                if (id == "") return Task.CompletedTask;
                if (id == "x") return Other();
                [|sqs.SendMessageAsync("log", id).Wait()|];
                return Task.CompletedTask;
            }
            """),
        Function(
            """
            public async Task<string> Handle(string input, ILambdaContext context)
            {
                if (input == "")
                    return "none";
                var id = (await sqs.SendMessageAsync("q", input)).MessageId;
                Note(id);
                return await (id == "" ? Other() : Task.FromResult(id));
            }

            private async Task<string> Other() => (await sqs.SendMessageAsync("q", "x")).MessageId;

            private async Task Note(string id)
            {
                if (id == "") return;
                if (id == "x")
                {
                    await Other();
                    return;
                }
                await sqs.SendMessageAsync("log", id);
            }
            """),
        AwaitServiceCallFixer.AwaitCall,
        test =>
        {
            test.NumberOfIncrementalIterations = 3;
            test.CompilerDiagnostics = CompilerDiagnostics.Errors;
        });

    [Fact]
    public Task A_dropped_call_is_awaited_by_a_method_that_becomes_asynchronous() => Unawaited.VerifyAsync(
        Function(
            """
            public void Handle(string input, ILambdaContext context)
            {
                Send(input);
            }

            private void Send(string text)
            {
                [|sqs.SendMessageAsync("q", text)|]; // nobody waits
            }
            """),
        Function(
            """
            public async Task Handle(string input, ILambdaContext context)
            {
                await Send(input);
            }

            private async Task Send(string text)
            {
                await sqs.SendMessageAsync("q", text); // nobody waits
            }
            """),
        AwaitServiceCallFixer.AwaitCall);

    [Theory]
    [InlineData("a method group", """private string Send(string t) => [|sqs.SendMessageAsync("q", t).Result|].MessageId;""", """new[] { input }.Select(Send).First()""")]
    [InlineData("a lambda", """private string Send(string t) => [|sqs.SendMessageAsync("q", t).Result|].MessageId;""", """new[] { input }.Select(i => Send(i)).First()""")]
    [InlineData("an iterator", """private IEnumerable<string> Send(string t) { yield return [|sqs.SendMessageAsync("q", t).Result|].MessageId; }""", "Send(input).First()")]
    [InlineData("an out parameter", """private string Send(string t, out int n) { n = 1; return [|sqs.SendMessageAsync("q", t).Result|].MessageId; }""", "Send(input, out _)")]
    [InlineData("a virtual method", """protected virtual string Send(string t) => [|sqs.SendMessageAsync("q", t).Result|].MessageId;""", "Send(input)")]
    [InlineData("a property", """private string Sent => [|sqs.SendMessageAsync("q", "").Result|].MessageId;""", "Sent")]
    public async Task Nothing_changes_for(string what, string member, string use)
    {
        Assert.NotEmpty(what);
        await Blocking.VerifyNotOfferedAsync(
            Function("public string Handle(string input, ILambdaContext context) { return " + use + "; }\n" + member), AwaitServiceCallFixer.AwaitCall);
    }

    [Theory]
    [InlineData("lock (this) { return Send(input); }")]
    [InlineData("try { return Send(input); } catch (AggregateException) { return \"\"; }")]
    public Task Nothing_changes_where_a_caller_cannot_await(string body) => Blocking.VerifyNotOfferedAsync(
        Function("public string Handle(string input, ILambdaContext context) { " + body + " }\n" + """private string Send(string t) => [|sqs.SendMessageAsync("q", t).Result|].MessageId;"""),
        AwaitServiceCallFixer.AwaitCall);

    [Fact]
    public Task Nothing_changes_where_code_that_nobody_awaits_calls_too() => Blocking.VerifyNotOfferedAsync(
        Function(
            """
            public string Handle(string input, ILambdaContext context) { return Send(input); }
            public string Send(string t) => [|sqs.SendMessageAsync("q", t).Result|].MessageId;
            """) + "\npublic class Elsewhere { public string Run(Function f) { return f.Send(\"\"); } }",
        AwaitServiceCallFixer.AwaitCall);
}
