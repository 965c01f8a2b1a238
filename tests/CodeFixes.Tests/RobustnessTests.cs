using System.Collections.Immutable;
using LambdaLift.Analyzer;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaLift.CodeFixes.Tests;

/// <summary>Fixes on code as it is while somebody types: no exception, whatever is offered.</summary>
public class RobustnessTests
{
    private const string Source = """
        using Amazon.DynamoDBv2; using Amazon.Lambda; using Amazon.Lambda.Core; using Amazon.Lambda.Model; using Amazon.SQS;
        public class Function
        {
            private readonly IAmazonLambda _lambda = new AmazonLambdaClient();
            private readonly IAmazonSQS _sqs = new AmazonSQSClient();
            private readonly IAmazonDynamoDB _db = new AmazonDynamoDBClient();
            public async Task Handle(string input, ILambdaContext context)
            {
                var request = new InvokeRequest { FunctionName = "a", InvocationType = InvocationType.RequestResponse };
                await _lambda.InvokeAsync(request);
                var delay = 100;
                for (var attempt = 1; ; attempt++)
                {
                    try { await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "b" }); break; }
                    catch (TooManyRequestsException) when (attempt < 4) { await Task.Delay(delay * attempt); }
                }
                var a = await _db.GetItemAsync("t", null);
                var b = await _db.GetItemAsync("u", null);
                _sqs.SendMessageAsync("q", input);
                Send(_sqs.SendMessageAsync("q", input).Result.MessageId);
                if (a.Item == null) _sqs.SendMessageAsync("q", input).Wait();
            }
            private void Send(string text) { _sqs.SendMessageAsync("q", text).Wait(); }
        }
        """;

    private static readonly ImmutableArray<DiagnosticAnalyzer> Rules = Create<DiagnosticAnalyzer>(typeof(Descriptors));
    private static readonly ImmutableArray<CodeFixProvider> Fixes = Create<CodeFixProvider>(typeof(LambdaCodeFixProvider));

    [Fact]
    public async Task Code_that_ends_anywhere_breaks_no_fix()
    {
        var offered = new HashSet<string>();
        for (var length = 700; length <= Source.Length; length += 61)
        {
            offered.UnionWith(await Offered(Source[..length]));
        }

        // The sample is worth something only if fixes look at it.
        Assert.Contains(AsynchronousInvokeFixer.InvokeAsEvent, offered);
        Assert.Contains(LambdaLift.CodeFixes.Awaiting.AwaitServiceCallFixer.AwaitCall, offered);
        Assert.Contains(LambdaLift.CodeFixes.Retries.RetryByClientFixer.ConfigureClient, offered);
        Assert.Contains(WhenAllFixer.UseWhenAll, offered);
    }

    [Fact]
    public async Task Code_without_one_token_breaks_no_fix()
    {
        var tree = Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText(Source, cancellationToken: TestContext.Current.CancellationToken);
        var tokens = (await tree.GetRootAsync(TestContext.Current.CancellationToken)).DescendantTokens().Where(t => t.SpanStart > 500).ToList();
        for (var i = 0; i < tokens.Count; i += 23)
        {
            await Offered(Source.Remove(tokens[i].SpanStart, tokens[i].Span.Length));
        }
    }

    /// <summary>The equivalence keys of all fixes offered; each is applied too.</summary>
    private static async Task<IReadOnlyCollection<string>> Offered(string source)
    {
        var token = TestContext.Current.CancellationToken;
        var (workspace, project) = FixRunner.Open(StubCompilation.Create(SdkShape.V4, source));
        using (workspace)
        {
            var offered = await FixRunner.OfferedAsync(project, Rules, Fixes, token);
            foreach (var (_, action) in offered)
            {
                Assert.NotEmpty(await action.GetOperationsAsync(token));
            }

            return [.. offered.Select(o => o.Action.EquivalenceKey!).Distinct()];
        }
    }

    private static ImmutableArray<T> Create<T>(Type marker) =>
        [.. marker.Assembly.GetTypes().Where(t => !t.IsAbstract && typeof(T).IsAssignableFrom(t)).Select(t => (T)Activator.CreateInstance(t)!)];
}
