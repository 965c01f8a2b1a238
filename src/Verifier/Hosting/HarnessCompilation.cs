using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace LambdaLift.Verifier.Hosting;

/// <summary>Compiles the harness against the references of the user's project, so that its types are those of the user's SDK.</summary>
internal static class HarnessCompilation
{
    /// <summary>The assembly's name.</summary>
    public const string Name = "LambdaLift.Harness";

    /// <summary>The parts that stand for a type of a library, and are left out where the project does not reference it.</summary>
    private static readonly Dictionary<string, string> Needed = new(StringComparer.Ordinal)
    {
        ["Harness/SdkGate.cs"] = "Amazon.Runtime.Internal.RuntimePipelineCustomizerRegistry",
        ["Harness/UncachedParameters.cs"] = "AWS.Lambda.Powertools.Parameters.ParametersManager",
        ["Harness/UncachedSecrets.cs"] = "Amazon.SecretsManager.Extensions.Caching.SecretsManagerCache",
    };

    /// <summary>The assembly's image.</summary>
    /// <exception cref="HostingException">It does not compile; the first error is in the message.</exception>
    public static byte[] Emit(IReadOnlyList<MetadataReference> references, CancellationToken cancellationToken)
    {
        var compilation = CSharpCompilation.Create(Name, references: references, options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        compilation = compilation.AddSyntaxTrees(Sources()
            .Where(source => !Needed.TryGetValue(source.Name, out var type) || compilation.GetTypeByMetadataName(type) is not null)
            .Select(source => CSharpSyntaxTree.ParseText(source.Text, path: source.Name, cancellationToken: cancellationToken)));
        var image = new MemoryStream();
        var result = compilation.Emit(image, cancellationToken: cancellationToken);
        return result.Success
            ? image.ToArray()
            : throw new HostingException($"The interceptor does not compile against the project's references: {result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToString()}");
    }

    private static IEnumerable<(string Name, SourceText Text)> Sources()
    {
        var assembly = typeof(HarnessCompilation).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("Harness/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            yield return (name, SourceText.From(stream));
        }
    }
}
