using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaLift.Analyzer.Tests;

/// <summary>All rules of the analyzer assembly, found by reflection.</summary>
public static class AllRules
{
    /// <summary>One instance of each rule.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Instances { get; } =
    [
        .. typeof(Descriptors).Assembly.GetTypes()
            .Where(t => !t.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(t))
            .OrderBy(t => t.Name, StringComparer.Ordinal)
            .Select(t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!),
    ];

    /// <summary>The ids that the rules report, in order of id; a suggestion is marked.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(Compilation compilation)
    {
        var found = await compilation.WithAnalyzers(Instances).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. found.Select(d => d.Id + (d.Severity == DiagnosticSeverity.Info ? "(info)" : "")).Order(StringComparer.Ordinal)];
    }
}
