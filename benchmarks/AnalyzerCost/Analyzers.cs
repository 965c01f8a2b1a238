using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaLift.AnalyzerCost;

/// <summary>Sets of analyzers.</summary>
internal static class Analyzers
{
    /// <summary>One instance of each C# analyzer in the assembly.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> In(Assembly assembly) =>
    [
        .. Types(assembly)
            .Where(t => !t.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(t)
                && t.GetCustomAttributes<DiagnosticAnalyzerAttribute>().Any(a => a.Languages.Contains(LanguageNames.CSharp)))
            .OrderBy(t => t.FullName, StringComparer.Ordinal)
            .Select(t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!),
    ];

    /// <summary>The analyzers that every build with this SDK runs (Microsoft.CodeAnalysis.NetAnalyzers); empty where only a runtime is installed.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> OfTheSdk()
    {
        var dotnet = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        var sdks = Path.Combine(dotnet, "sdk");
        var folder = Directory.Exists(sdks)
            ? Directory.GetDirectories(sdks).Order(StringComparer.Ordinal).Select(s => Path.Combine(s, "Sdks", "Microsoft.NET.Sdk", "analyzers")).LastOrDefault(Directory.Exists)
            : null;
        return folder is null
            ? []
            : [.. new[] { "Microsoft.CodeAnalysis.NetAnalyzers.dll", "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll" }
                .SelectMany(f => In(Assembly.LoadFrom(Path.Combine(folder, f))))];
    }

    // The assembly's fixes need Workspaces, which are not here and not wanted.
    private static IEnumerable<Type> Types(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            return e.Types.OfType<Type>();
        }
    }
}
