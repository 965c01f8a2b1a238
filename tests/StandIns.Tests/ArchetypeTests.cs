using Basic.Reference.Assemblies;
using LambdaLift.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LambdaLift.StandIns.Tests;

/// <summary>The twelve archetypes compile against stand-ins and real packages, as in a project with implicit usings.</summary>
public class ArchetypeTests
{
    private const string ImplicitUsings =
        """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    // The test's own packages: every AWS one, and what handlers use beside them.
    private static readonly string[] Packages =
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, "AWSSDK.*.dll"),
        .. Directory.GetFiles(AppContext.BaseDirectory, "Amazon.Lambda.*.dll"),
        Path.Combine(AppContext.BaseDirectory, "Microsoft.Extensions.Logging.Abstractions.dll"),
        Path.Combine(AppContext.BaseDirectory, "Newtonsoft.Json.dll"),
    ];

    // Written for version 3 of the SDK: what version 4 wants instead.
    private static readonly Dictionary<string, (string Old, string New)> Version4 = new()
    {
        ["A11_ComputeSandwich"] = ("private readonly Table _table", "private readonly ITable _table"),
    };

    [Theory]
    [InlineData("A01_SyncInvokeChain")]
    [InlineData("A02_FanOutInvoke")]
    [InlineData("A03_OrderMonolith")]
    [InlineData("A04_LayeredServices")]
    [InlineData("A05_PollUntilDone")]
    [InlineData("A06_HandRetry")]
    [InlineData("A07_BatchRouter")]
    [InlineData("A08_PagedScanFanOut")]
    [InlineData("A09_GetOrCreate")]
    [InlineData("A10_CallbackResponder")]
    [InlineData("A11_ComputeSandwich")]
    [InlineData("A12_StateFileGate")]
    public void An_archetype_compiles(string archetype)
    {
        var source = SharedData.ReadText($"archetypes/{archetype}.cs");
        if (Version4.TryGetValue(archetype, out var change))
        {
            Assert.Contains(change.Old, source, StringComparison.Ordinal);
            source = source.Replace(change.Old, change.New, StringComparison.Ordinal);
        }

        var compilation = CSharpCompilation.Create(
            archetype,
            [CSharpSyntaxTree.ParseText(source, path: archetype + ".cs"), CSharpSyntaxTree.ParseText(ImplicitUsings)],
            [.. Net80.References.All, .. Packages.Select(path => MetadataReference.CreateFromFile(path))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()));
    }
}
