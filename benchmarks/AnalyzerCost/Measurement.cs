using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaLift.AnalyzerCost;

/// <summary>
/// Times the compiler's own diagnostics of a code base, and what the rules add. Each round times every configuration once, so that a change of the
/// machine's load meets all of them; the medians are compared. Processor time of the whole process is counted beside the clock: it does not depend on
/// what else the machine does. Binding and the driver's own clock are taken on one thread, since that clock adds up the times of all threads, waiting included.
/// </summary>
internal sealed class Measurement(
    IReadOnlyList<string> sources, ImmutableArray<MetadataReference> references, ImmutableArray<DiagnosticAnalyzer> rules, ImmutableArray<DiagnosticAnalyzer> others)
{
    // A build's compiler is a server that has compiled before. The runtime compiles a method again after many calls, and first waits until no new
    // methods turn up: so several rounds, not one long one.
    private const int WarmUpFiles = 100;
    private const int WarmUpRounds = 5;

    private int _findings;

    /// <summary>Runs all configurations, or only those of the driver's own clock, and returns a report for people.</summary>
    public async Task<string> RunAsync(string name, int rounds, bool onlyClock)
    {
        var single = new Samples();
        var binding = new Samples();
        var idle = new Samples();
        var alone = new Samples();
        var beside = new Samples();
        var together = new Samples();
        var own = new List<double>();
        var cold = new Samples();
        var ownCold = 0.0;
        for (var round = -WarmUpRounds; round < rounds; round++)
        {
            var counts = round >= 0;
            CSharpCompilation Create(bool concurrent = true) => Parse(counts ? sources : sources.Take(WarmUpFiles), concurrent);
            await (round == -WarmUpRounds ? cold : single).AddAsync(counts || round == -WarmUpRounds, Create(concurrent: false), Bind);
            var time = await ExecuteAsync(Create(concurrent: false));
            ownCold = round == -WarmUpRounds ? time : ownCold;
            if (counts)
            {
                own.Add(time);
            }

            if (onlyClock)
            {
                continue;
            }

            await binding.AddAsync(counts, Create(), Bind);
            await idle.AddAsync(counts, Create(), c => AnalyzeAsync(c, [new Idle()]));
            await alone.AddAsync(counts, Create(), c => AnalyzeAsync(c, rules));
            if (!others.IsEmpty)
            {
                await beside.AddAsync(counts, Create(), c => AnalyzeAsync(c, others));
                await together.AddAsync(counts, Create(), c => AnalyzeAsync(c, [.. others, .. rules]));
            }
        }

        var executing = Samples.Median(own);

        // Beside the idle analyzer, too: alone, rules that register nothing leave the driver nothing to compile for.
        var allocated = (double)(await AllocateAsync(rules.Add(new Idle())) - await AllocateAsync([new Idle()]));
        var allocatedByBinding = await AllocateAsync(null);
        var lines = sources.Sum(s => s.Count(c => c == '\n'));
        var report = string.Create(CultureInfo.InvariantCulture, $"""

            {name}: {sources.Count} files, {lines} lines, {_findings} findings; medians of {rounds} rounds
              the first {Math.Min(WarmUpFiles, sources.Count)} files, when the runtime compiles the rules: {ownCold:F1} ms = {ownCold / cold.Clock:P2} of binding
              binding (Compilation.GetDiagnostics) on one thread       {single}
              rules on one thread, as /reportanalyzer counts them      {executing,8:F1} ms                        = {executing / single.Clock:P2} of binding
              memory allocated by the rules, findings included         {allocated / 1e6,8:F1} MB                        = {allocated / allocatedByBinding:P2} of binding
            """);
        if (onlyClock)
        {
            return report;
        }

        report += string.Create(CultureInfo.InvariantCulture, $"""

              binding on all threads                                   {binding}
              rules alone, minus an analyzer that does nothing         {alone.Minus(idle, binding)}
            """);
        return others.IsEmpty
            ? report
            : report + Environment.NewLine + $"  rules beside the SDK's {others.Length} analyzers, minus these {together.Minus(beside, binding)}";
    }

    // Parsed anew each time: rules may remember what they read of a tree, and a build has not read it before.
    private CSharpCompilation Parse(IEnumerable<string> code, bool concurrent) => CSharpCompilation.Create(
        "App",
        code.Select((s, i) => CSharpSyntaxTree.ParseText(s, new CSharpParseOptions(LanguageVersion.Latest), $"/src/F{i}.cs")),
        references,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: concurrent));

    private static Task<int> Bind(CSharpCompilation compilation)
    {
        var errors = compilation.GetDiagnostics().Count(d => d.Severity == DiagnosticSeverity.Error);
        return errors == 0 ? Task.FromResult(0) : throw new InvalidOperationException($"The generated code has {errors} errors.");
    }

    private static CompilationWithAnalyzers Analyze(CSharpCompilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers) => compilation.WithAnalyzers(
        analyzers,
        new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (e, _, _) => throw e, concurrentAnalysis: compilation.Options.ConcurrentBuild, logAnalyzerExecutionTime: true));

    /// <summary>The bytes that the driver allocates with these analyzers on one thread, or those of binding alone: they do not depend on the machine's load.</summary>
    private async Task<long> AllocateAsync(ImmutableArray<DiagnosticAnalyzer>? analyzers)
    {
        var compilation = Parse(sources, concurrent: false);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        _ = analyzers is { } given ? (await Analyze(compilation, given).GetAnalysisResultAsync(CancellationToken.None)).GetAllDiagnostics().Length : await Bind(compilation);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    // With the compiler's own diagnostics, which a build makes too; without them the driver would bind only if some analyzer makes it.
    private static async Task<int> AnalyzeAsync(CSharpCompilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var found = await Analyze(compilation, analyzers).GetAllDiagnosticsAsync();
        return found.Length;
    }

    /// <summary>The time inside the rules by the driver's own clock, what they make the compiler bind included.</summary>
    private async Task<double> ExecuteAsync(CSharpCompilation compilation)
    {
        // Who comes first binds the references; in a build that is the SDK's source generators.
        _ = compilation.GetSpecialType(SpecialType.System_Object);
        var result = await Analyze(compilation, rules).GetAnalysisResultAsync(CancellationToken.None);
        _findings = result.GetAllDiagnostics().Length;
        return rules.Sum(r => result.AnalyzerTelemetryInfo[r].ExecutionTime.TotalMilliseconds);
    }
}

/// <summary>Times of one configuration, in milliseconds.</summary>
internal sealed class Samples
{
    private readonly List<double> _clock = [];
    private readonly List<double> _processor = [];

    public double Clock => Median(_clock);

    public async Task AddAsync(bool counts, CSharpCompilation compilation, Func<CSharpCompilation, Task<int>> run)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await run(compilation);
        var clock = watch.Elapsed;
        process.Refresh();
        if (counts)
        {
            _clock.Add(clock.TotalMilliseconds);
            _processor.Add((process.TotalProcessorTime - before).TotalMilliseconds);
        }
    }

    /// <summary>What this configuration takes more than <paramref name="baseline"/>, and as shares of binding.</summary>
    public string Minus(Samples baseline, Samples binding)
    {
        var clock = Clock - baseline.Clock;
        var processor = Median(_processor) - Median(baseline._processor);
        return string.Create(CultureInfo.InvariantCulture, $"{clock,8:F1} ms, {processor,8:F1} ms processor = {clock / binding.Clock:P2}, {processor / Median(binding._processor):P2} of binding");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Clock,8:F1} ms, {Median(_processor),8:F1} ms processor");

    public static double Median(IReadOnlyList<double> values) => values.Order().ElementAt(values.Count / 2);
}
