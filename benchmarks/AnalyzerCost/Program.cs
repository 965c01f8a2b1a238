// What all rules cost beside the compiler's own work. Usage: dotnet run -c Release --project benchmarks/AnalyzerCost [handlers]
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using LambdaLift.Analyzer;
using LambdaLift.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

var handlers = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1000;
var framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
    .Where(p => Path.GetDirectoryName(p) == Path.GetDirectoryName(typeof(object).Assembly.Location))
    .Select(p => (MetadataReference)MetadataReference.CreateFromFile(p)).ToImmutableArray();
var rules = typeof(Descriptors).Assembly.GetTypes()
    .Where(t => !t.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(t))
    .Select(t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!).ToImmutableArray();

Console.WriteLine($"{rules.Length} rules, {Environment.ProcessorCount} processors, .NET {Environment.Version}");
await MeasureAsync("Lambda code", Code.Handlers(handlers), framework.Add(Code.Stubs(framework)), rules);
await MeasureAsync("code without AWS", Code.Plain(handlers), framework, rules);

static async Task MeasureAsync(string what, IReadOnlyList<string> sources, ImmutableArray<MetadataReference> references, ImmutableArray<DiagnosticAnalyzer> rules)
{
    var trees = sources.Select((s, i) => CSharpSyntaxTree.ParseText(s, new CSharpParseOptions(LanguageVersion.Latest), $"/src/F{i}.cs")).ToList();
    Compilation Create() => CSharpCompilation.Create("App", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, concurrentBuild: false));
    var lines = sources.Sum(s => s.Count(c => c == '\n'));

    // One warm-up, then the best of three of each: binding alone, and the rules' own time as the compiler's /reportanalyzer counts it.
    double binding = double.MaxValue, own = double.MaxValue;
    var findings = 0;
    for (var run = 0; run < 4; run++)
    {
        var watch = Stopwatch.StartNew();
        var errors = Create().GetDiagnostics().Count(d => d.Severity == DiagnosticSeverity.Error);
        var elapsed = watch.Elapsed.TotalMilliseconds;
        if (errors > 0)
        {
            throw new InvalidOperationException($"The generated code has {errors} errors.");
        }

        // Bind first: in a build the compiler does that anyway, so it is not the rules' time.
        var compilation = Create().WithAnalyzers(rules, new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
        findings = (await compilation.GetAnalyzerDiagnosticsAsync()).Length;
        var spent = TimeSpan.Zero;
        foreach (var rule in rules)
        {
            spent += (await compilation.GetAnalyzerTelemetryInfoAsync(rule, CancellationToken.None)).ExecutionTime;
        }

        if (run > 0)
        {
            binding = Math.Min(binding, elapsed);
            own = Math.Min(own, spent.TotalMilliseconds);
        }
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {sources.Count} files, {lines} lines, {findings} findings; binding {binding:F0} ms, rules {own:F1} ms = {own / binding:P2}"));
}

internal static class Code
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Linq; using System.Threading.Tasks;\n";

    public static MetadataReference Stubs(ImmutableArray<MetadataReference> framework)
    {
        using var image = new MemoryStream();
        var result = CSharpCompilation.Create("AwsStubs", [CSharpSyntaxTree.ParseText(AwsStubs.Source(SdkShape.V4))], framework, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(image);
        return result.Success ? MetadataReference.CreateFromImage(image.ToArray()) : throw new InvalidOperationException("The stubs do not compile.");
    }

    /// <summary>Handlers of about a hundred lines: an eighth of the methods call services, as in a code base where most code is business code.</summary>
    public static IReadOnlyList<string> Handlers(int count) => [.. Enumerable.Range(0, count).Select(i => Usings + $$"""
        using Amazon.Lambda; using Amazon.Lambda.Core; using Amazon.Lambda.Model; using Amazon.SQS; using Amazon.DynamoDBv2;
        namespace App{{i}};
        public record Order(string Id, List<int> Lines);
        public interface IStore { Task<bool> SaveAsync(Order order); }
        public class Store(IAmazonDynamoDB db) : IStore
        {
            public async Task<bool> SaveAsync(Order order)
            {
                var row = await db.GetItemAsync("T", new());
                if (row.Item == null) { await db.PutItemAsync("T", new()); return true; }
                return false;
            }
        }
        public class Function(IAmazonLambda lambda, IAmazonSQS sqs, IStore store)
        {
            public async Task<string> Handle(Order order, ILambdaContext context)
            {
                if (Prices.Total(order) > 100 && !await store.SaveAsync(order)) return "known";
                var reply = await lambda.InvokeAsync(new InvokeRequest { FunctionName = "ship{{i}}" });
                if (reply.FunctionError != null) throw new InvalidOperationException(reply.FunctionError);
                foreach (var line in order.Lines) await sqs.SendMessageAsync("q", line.ToString());
                return Prices.Label(order);
            }
        }

        """ + Business(i))];

    public static IReadOnlyList<string> Plain(int count) => [.. Enumerable.Range(0, count).Select(i => Usings + $"namespace App{i};\npublic record Order(string Id, List<int> Lines);\n" + Business(i))];

    private static string Business(int i) => "public static class Prices\n{\n    public static string Label(Order o) => $\"{o.Id}: {Total(o)}\";\n    public static int Total(Order o) => Step0(o);\n"
        + string.Concat(Enumerable.Range(0, 12).Select(n => $$"""
            public static int Step{{n}}(Order order)
            {
                var sum = {{i + n}};
                foreach (var group in order.Lines.Where(l => l > {{n}}).GroupBy(l => l % 7).OrderBy(g => g.Key))
                {
                    sum += group.Select(x => x * 3).DefaultIfEmpty(0).Max() + (order.Id.Length > 3 ? order.Id.IndexOf('a') : {{n}});
                }
                return sum{{(n < 11 ? $" + Step{n + 1}(order)" : "")}};
            }

        """)) + "}\n";
}
