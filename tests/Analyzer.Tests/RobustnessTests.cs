using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaLift.Analyzer.Tests;

/// <summary>
/// No rule throws on broken code: handlers truncated at, or robbed of, random tokens, with a fixed seed. <c>LAMBDALIFT_MUTANTS</c> sets how many
/// (default 40).
/// </summary>
public class RobustnessTests
{
    private static readonly string Rich = HandlerSource.Usings + HandlerSource.Of(
        """
        var request = new InvokeRequest { FunctionName = input.Count > 1 ? "a" : Environment.GetEnvironmentVariable("FN") };
        if (input.Count > 2) request.InvocationType = InvocationType.Event;
        var reply = await _lambda.InvokeAsync(request);
        if (reply is { FunctionError: not null } || reply?.StatusCode == 500) throw new Exception(reply.FunctionError);
        for (var i = 0; ; i++)
        {
            try { await Send(input[i], async x => { await Task.Delay(i); return (await _sqs.SendMessageAsync("q", x)).MessageId; }); break; }
            catch (TooManyRequestsException e) when (i < 3) { Thread.Sleep(i); }
            catch (Exception e) { context.Logger.LogError(e.Message); }
        }
        Dictionary<string, AttributeValue> start = null;
        do { var page = await _db.ScanAsync(new ScanRequest { ExclusiveStartKey = start }); start = page.LastEvaluatedKey; } while (start != null);
        var tasks = new List<Task>(); foreach (var i in input) tasks.Add(_sqs.SendMessageAsync("q", i));
        await Task.WhenAll(tasks); await Task.WhenAll(input.Select(i => _sns.PublishAsync("t", i)));
        var done = input.Count switch { 0 => Local(1).Result, > 3 and < 5 => _sqs.SendMessageAsync("q", "m").GetAwaiter().GetResult().MessageId, _ => "" };
        async Task<string> Local(int n) => n == 0 ? "" : await Local(n - 1) + (await _lambda.InvokeAsync(Build(context.FunctionName))).FunctionError;
        """,
        """
        private Task<string> Send(string x, Func<string, Task<string>> f) => f(x);
        private static InvokeRequest Build(string name) { var r = new InvokeRequest { FunctionName = name }; r.InvocationType = InvocationType.FindValue("Event"); return r; }
        private InvokeRequest Other { get; set; } = new();
        """);

    [Fact]
    public async Task Rules_survive_mutants()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("LAMBDALIFT_MUTANTS"), out var n) ? n : 40;
        var random = new Random(20);
        var tokens = CSharpSyntaxTree.ParseText(Rich, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken).DescendantTokens().ToList();
        var mutants = Enumerable.Range(0, count).Select(i => Mutate(tokens, random, i)).ToList();
        var template = StubCompilation.Create(SdkShape.V4, Rich);
        var original = template.SyntaxTrees.Last();

        // The original is found out, so the mutants have something to break.
        Assert.NotEmpty(await AllRules.RunAsync(template));
        await Parallel.ForEachAsync(mutants, TestContext.Current.CancellationToken, async (mutant, cancellationToken) =>
        {
            var tree = CSharpSyntaxTree.ParseText(mutant, (CSharpParseOptions)original.Options, original.FilePath, cancellationToken: cancellationToken);
            var found = await template.ReplaceSyntaxTree(original, tree).WithAnalyzers(AllRules.Instances).GetAnalyzerDiagnosticsAsync(cancellationToken);
            if (found.FirstOrDefault(d => d.Id == "AD0001") is { } failure)
            {
                Assert.Fail($"{failure.GetMessage(null)}\n\n{mutant}");
            }
        });
    }

    private static string Mutate(List<SyntaxToken> tokens, Random random, int index)
    {
        if (index % 3 == 0)
        {
            return string.Concat(tokens.Take(random.Next(tokens.Count)).Select(t => t.ToFullString()));
        }

        var dropped = Enumerable.Range(0, index % 3 == 1 ? 1 : 5).Select(_ => random.Next(tokens.Count)).ToHashSet();
        var copied = random.Next(tokens.Count);
        return string.Concat(tokens.Select((t, i) => dropped.Contains(i) ? " " : index % 3 == 2 && i == copied ? tokens[random.Next(tokens.Count)].ToFullString() + t.ToFullString() : t.ToFullString()));
    }
}
