using System.Collections.Immutable;
using LambdaLift.Converter.Infrastructure;
using LambdaLift.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaLift.Converter.Tests.Support;

/// <summary>Compiles the programs that tests convert, against the assemblies that this test project references.</summary>
internal static class TestPrograms
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly Lazy<ImmutableArray<MetadataReference>> LazyReferences = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => !Path.GetFileName(p).StartsWith("LambdaLift.", StringComparison.Ordinal))
            .Select(p => MetadataReference.CreateFromFile(p)),
    ]);

    /// <summary>The folder of the repository.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>The references of every test program.</summary>
    public static ImmutableArray<MetadataReference> References => LazyReferences.Value;

    /// <summary>A program of the given sources; it has no errors.</summary>
    public static CSharpCompilation Compile(string assemblyName, params (string Path, string Text)[] sources) => Compile(assemblyName, sources, []);

    /// <summary>The projects of a scenario, the handler's first.</summary>
    public static ImmutableArray<Compilation> Compile(ScenarioFolder scenario)
    {
        var libraries = scenario.Libraries.Select(library => Compile(library.Name, library.Sources, [])).ToList();
        return [Compile("Scenario", scenario.Sources, libraries.Select(library => library.ToMetadataReference())), .. libraries];
    }

    private static CSharpCompilation Compile(string assemblyName, IReadOnlyList<(string Path, string Text)> sources, IEnumerable<MetadataReference> projects)
    {
        var compilation = Parse(assemblyName, sources, projects);
        var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(errors.Count == 0, string.Join("\n", errors));
        return compilation;
    }

    /// <summary>A program of the given sources, which may have errors.</summary>
    public static CSharpCompilation Parse(string assemblyName, IReadOnlyList<(string Path, string Text)> sources, IEnumerable<MetadataReference> projects)
    {
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);
        var trees = sources.Append(("Usings.g.cs", ImplicitUsings)).Select(s => CSharpSyntaxTree.ParseText(s.Item2, options, s.Item1));
        var compilation = CSharpCompilation.Create(
            assemblyName,
            trees,
            [.. References, .. projects],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));
        if (compilation.SyntaxTrees.Any(tree => tree.GetRoot().DescendantNodes().Any(node => node is GlobalStatementSyntax or MethodDeclarationSyntax { Identifier.ValueText: "Main" })))
            compilation = compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication));
        return compilation;
    }

    /// <summary>What a scenario converts, with its templates and the options that it names.</summary>
    public static ConversionInput Scenario(string folder, ConversionOptions options)
    {
        var scenario = new ScenarioFolder(folder);
        return new ConversionInput
        {
            Compilations = Compile(scenario),
            Templates = [.. scenario.Templates.Select(t => DeploymentTemplate.Read(t.File, t.Text))],
            Options = ScenarioOptions.Of(scenario, options),
        };
    }

    /// <summary>The sample of the README, with its template.</summary>
    public static ConversionInput Sample(ConversionOptions? options = null)
    {
        var folder = Path.Combine(RepositoryRoot, "samples", "LambdaOrchestrator");
        var sources = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .Select(f => (Path.GetRelativePath(folder, f), File.ReadAllText(f)));
        var template = Path.Combine(folder, "template.yaml");
        return new ConversionInput
        {
            Compilations = [Compile("LambdaOrchestrator", [.. sources])],
            Templates = [DeploymentTemplate.Read("template.yaml", File.ReadAllText(template))],
            Options = options ?? new ConversionOptions(),
        };
    }

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Analyzer.sln")))
                return folder;
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
