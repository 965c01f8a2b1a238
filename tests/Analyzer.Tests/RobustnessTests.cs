using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaLift.Analyzer.Tests;

/// <summary>
/// No rule throws on foreign or broken code: all sources at hand, and handlers truncated at, or robbed of, random tokens, with a fixed seed.
/// <c>LAMBDALIFT_MUTANTS</c> sets how many of these (default 1,000).
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

    // So many files of one compilation, each in a namespace of its own: binding the references once is most of the cost of a mutant.
    private const int Batch = 100;

    [Fact]
    public async Task Rules_survive_mutants()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("LAMBDALIFT_MUTANTS"), out var n) ? n : 1000;
        var random = new Random(20);
        var tokens = CSharpSyntaxTree.ParseText(Rich, cancellationToken: TestContext.Current.CancellationToken).GetRoot(TestContext.Current.CancellationToken).DescendantTokens().ToList();
        var batches = Enumerable.Range(0, count).Select(i => Mutate(tokens, random, i)).Chunk(Batch);

        // The original is found out, so the mutants have something to break.
        Assert.NotEmpty(await AllRules.RunAsync(StubCompilation.Create(SdkShape.V4, Rich)));
        await Parallel.ForEachAsync(batches, TestContext.Current.CancellationToken, async (mutants, _) =>
            await SurvivesAsync(StubCompilation.Create(SdkShape.V4, [.. mutants.Select((m, i) => m.Replace("public class Function", $"namespace M{i};\npublic class Function", StringComparison.Ordinal))])));
    }

    [Fact]
    public async Task Rules_survive_the_sources_of_this_repository_and_of_packages()
    {
        var root = Repository.Root;
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var files = new[] { "src", "tests", "samples", "benchmarks", "eng" }.Select(f => Path.Combine(root, f)).Append(packages).Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ToList();
        Assert.True(files.Count > 500, $"Only {files.Count} files.");

        // All in one compilation, whatever does not fit together: code as bad as it gets, with handlers among it.
        var compilation = StubCompilation.Create(SdkShape.V4, [.. files.Select(File.ReadAllText)]);
        var found = await SurvivesAsync(compilation);
        Assert.NotEmpty(found);
    }

    // As an editor loads a solution: the projects that a project references are source too, and no diagnostic may point into them.
    [Fact]
    public async Task Rules_survive_calls_in_a_referenced_project()
    {
        var library = StubCompilation.Create(SdkShape.V4, HandlerSource.Usings + """
            namespace Shipping;
            public class Shipper(IAmazonDynamoDB db, IAmazonSQS sqs, IAmazonLambda lambda)
            {
                public async Task<bool> ShipAsync(string id)
                {
                    var row = await db.GetItemAsync("T", new());
                    if (row.Item != null) return false;
                    _ = lambda.InvokeAsync(new InvokeRequest { FunctionName = "pack" });
                    for (var i = 0; i < 3; i++) { try { sqs.SendMessageAsync("q", id).Wait(); } catch (Exception) { await Task.Delay(100); } }
                    return true;
                }
            }
            """).WithAssemblyName("Shipping");
        var app = StubCompilation.Create(SdkShape.V4, HandlerSource.Usings + "using Shipping;\n" + HandlerSource.Of(
            """if (await new Shipper(_db, _sqs, _lambda).ShipAsync(input[0])) await _sns.PublishAsync("t", "shipped");"""));
        var found = await SurvivesAsync(app.AddReferences(library.ToMetadataReference()));

        var finding = Assert.Single(found, d => d.Id == "LIFT1002");
        Assert.Contains("4 service calls", finding.GetMessage(null), StringComparison.Ordinal);
        Assert.Single(finding.AdditionalLocations);
        Assert.All(found, d => Assert.Contains(d.Location.SourceTree!, app.SyntaxTrees));
    }

    private static async Task<IReadOnlyList<Diagnostic>> SurvivesAsync(Compilation compilation)
    {
        var found = await compilation.WithAnalyzers(AllRules.Instances).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        if (found.FirstOrDefault(d => d.Id == "AD0001") is { } failure)
        {
            Assert.Fail($"{failure.GetMessage(null)}\n\n{string.Join("\n// next\n", compilation.SyntaxTrees.Take(Batch + 1))}");
        }

        return found;
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
