using System.Collections.Immutable;
using System.Reflection;
using Basic.Reference.Assemblies;
using LambdaLift.Tests;
using LambdaLift.Verifier.Hosting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaLift.Verifier.Tests.Support;

/// <summary>A user's project in memory: .NET 8, implicit usings, the usual AWS packages.</summary>
internal static class UserProject
{
    private const string Usings =
        """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Text;
        global using System.Text.Json; global using System.Threading; global using System.Threading.Tasks; global using Amazon.Lambda.Core;
        """;

    private const string Serializer =
        "[assembly: Amazon.Lambda.Core.LambdaSerializer(typeof(Amazon.Lambda.Serialization.SystemTextJson.DefaultLambdaJsonSerializer))]";

    private static readonly string[] V4 =
    [
        "AWSSDK.Core", "AWSSDK.DynamoDBv2", "AWSSDK.Lambda", "AWSSDK.SimpleNotificationService", "AWSSDK.SimpleEmail", "AWSSDK.CloudWatch", "AWSSDK.S3",
    ];

    private static readonly string[] Packages = ["AWS.Lambda.Powertools.*.dll", "AWSSDK.*.dll", "Amazon.Lambda.*.dll", "Microsoft.Extensions.*.dll", "Newtonsoft.Json.dll"];

    // One reference per file: the same file referenced twice would be two assemblies, and the symbols of one project others than those of the next.
    private static readonly Lazy<ImmutableArray<MetadataReference>> PackageReferences = new(() =>
        [.. Packages.SelectMany(pattern => Directory.EnumerateFiles(AppContext.BaseDirectory, pattern)).Append(Metadata("PollyCore")).Select(path => MetadataReference.CreateFromFile(path))]);

    public static CSharpCompilation Compile(string source, string name = "App", bool sdkV3 = false, params MetadataReference[] references) =>
        Compile(name, [($"/src/{name}/Function.cs", source), ("/src/Usings.cs", Usings + (source.Contains("LambdaSerializer(", StringComparison.Ordinal) ? "" : Serializer))], sdkV3, references);

    /// <summary>A project of the repository's samples, with the usings that its project file asks for.</summary>
    public static CSharpCompilation CompileSample(string folder) =>
        Compile(Path.GetFileName(folder), [
            .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Where(path => !path.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj"]).Any()).Order(StringComparer.Ordinal)
                .Select(path => (path, File.ReadAllText(path))),
            ("/src/Usings.cs", Usings)], sdkV3: false, []);

    /// <summary>The projects of a scenario, the handler's first, with every package that these tests reference.</summary>
    public static ImmutableArray<Compilation> Compile(ScenarioFolder scenario)
    {
        var libraries = scenario.Libraries.Select(library => Project(library.Name, library.Sources, [])).ToList();
        var handlers = Project("Scenario", scenario.Sources, libraries.Select(library => library.ToMetadataReference()));
        if (handlers.SyntaxTrees.Any(tree => tree.GetRoot().DescendantNodes().Any(node => node is GlobalStatementSyntax or MethodDeclarationSyntax { Identifier.ValueText: "Main" })))
            handlers = handlers.WithOptions(handlers.Options.WithOutputKind(OutputKind.ConsoleApplication));
        return [handlers, .. libraries];
    }

    /// <summary>An archetype, with the serializer that its project names.</summary>
    public static CSharpCompilation CompileArchetype(string name, string source) =>
        Project(name, [(name + ".cs", source), ("Serializer.cs", Serializer)], []);

    private static CSharpCompilation Project(string name, IEnumerable<(string File, string Text)> sources, IEnumerable<MetadataReference> projects) => CSharpCompilation.Create(
        name,
        sources.Select(source => (Path: $"/src/{name}/{source.File}", source.Text)).Append((Path: "/src/Usings.cs", Text: Usings))
            .Select(source => CSharpSyntaxTree.ParseText(source.Text, path: source.Path, encoding: System.Text.Encoding.UTF8)),
        [
            .. Net80.References.All,
            .. PackageReferences.Value,
            .. projects,
        ],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static CSharpCompilation Compile(string name, IEnumerable<(string Path, string Text)> sources, bool sdkV3, MetadataReference[] references)
    {
        var sdk = sdkV3
            ? [Metadata("SdkV3Core"), Metadata("SdkV3S3")]
            : V4.Select(package => Path.Combine(AppContext.BaseDirectory, package + ".dll"));
        var lambda = new[] { "Amazon.Lambda.Core", "Amazon.Lambda.Serialization.SystemTextJson" }.Select(package => Path.Combine(AppContext.BaseDirectory, package + ".dll"));
        var compilation = CSharpCompilation.Create(
            name,
            sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, path: source.Path, encoding: System.Text.Encoding.UTF8)),
            [.. Net80.References.All, .. sdk.Concat(lambda).Select(path => MetadataReference.CreateFromFile(path)), .. references],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        return compilation;
    }

    public static HostingRequest Hosting(string source, string handler = "App::App.Function::Handle", bool sdkV3 = false) => new()
    {
        Compilations = [Compile(source, sdkV3: sdkV3)],
        Functions = [new HostedFunction("test", handler)],
    };

    private static string Metadata(string key) =>
        typeof(UserProject).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
