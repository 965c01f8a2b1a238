using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LambdaLift.Tests;

/// <summary>Compiles test sources against the running framework and the AWS stubs.</summary>
public static class StubCompilation
{
    private static readonly ConcurrentDictionary<SdkShape, MetadataReference> Stubs = new();

    // The running framework's own assemblies: needs no download and works with every Roslyn version.
    private static readonly Lazy<IReadOnlyList<MetadataReference>> FrameworkAssemblies = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetDirectoryName(p) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Select(p => MetadataReference.CreateFromFile(p)),
    ]);

    /// <summary>The framework's references.</summary>
    public static IReadOnlyList<MetadataReference> Framework => FrameworkAssemblies.Value;

    /// <summary>The usings that an SDK-style project has implicitly.</summary>
    public const string GlobalUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    /// <summary>The stubs as a reference to an assembly, as users see the SDK.</summary>
    public static MetadataReference StubReference(SdkShape shape = SdkShape.V4) => Stubs.GetOrAdd(shape, Emit);

    /// <summary>A compilation named <c>App</c> of the sources.</summary>
    public static CSharpCompilation Create(SdkShape shape, params string[] sources) => Create(shape, OutputKind.DynamicallyLinkedLibrary, sources);

    /// <summary>A compilation named <c>App</c> of the sources.</summary>
    public static CSharpCompilation Create(SdkShape shape, OutputKind kind, params string[] sources) =>
        CSharpCompilation.Create(
            "App",
            sources.Prepend(GlobalUsings).Select((s, i) => CSharpSyntaxTree.ParseText(s, new CSharpParseOptions(LanguageVersion.Latest), $"/src/File{i}.cs")),
            [.. Framework, StubReference(shape)],
            new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable));

    private static MetadataReference Emit(SdkShape shape)
    {
        var compilation = CSharpCompilation.Create(
            "AwsStubs",
            [CSharpSyntaxTree.ParseText(AwsStubs.Source(shape), new CSharpParseOptions(LanguageVersion.Latest))],
            Framework,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
