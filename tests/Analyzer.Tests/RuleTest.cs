using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace LambdaLift.Analyzer.Tests;

#pragma warning disable CA1000 // Entry points that name the rule once: RuleTest<Rule>.VerifyAsync(source).
/// <summary>Runs one rule on sources with markup, against the AWS stubs.</summary>
public sealed class RuleTest<TAnalyzer> : CSharpAnalyzerTest<TAnalyzer, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    private RuleTest(SdkShape shape, IEnumerable<string> sources)
    {
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        TestState.AdditionalReferences.AddRange(StubCompilation.Framework);
        TestState.AdditionalReferences.Add(StubCompilation.StubReference(shape));
        foreach (var source in sources)
        {
            TestState.Sources.Add(source);
        }

        TestState.Sources.Add(("Usings.cs", StubCompilation.GlobalUsings));

        // Both are the same for all rules, by their base class: GeneratedCodeTests looks at it once.
        TestBehaviors = TestBehaviors.SkipGeneratedCodeCheck | TestBehaviors.SkipSuppressionCheck;
    }

    /// <summary>Lines for a global analyzer configuration.</summary>
    public RuleTest<TAnalyzer> With(string key, string value)
    {
        TestState.AnalyzerConfigFiles.Add(("/.editorconfig", $"root = true\n[*.cs]\n{key} = {value}\n"));
        return this;
    }

    /// <summary>A deployment template listed as an additional file.</summary>
    public RuleTest<TAnalyzer> WithTemplate(string name, string text)
    {
        TestState.AdditionalFiles.Add((name, text));
        return this;
    }

    /// <summary>Diagnostics that markup alone cannot state: message, severity.</summary>
    public RuleTest<TAnalyzer> Expect(params DiagnosticResult[] results)
    {
        ExpectedDiagnostics.AddRange(results);
        return this;
    }

    /// <summary>Leaves the sources' own compile errors unchecked: code as it is while somebody types.</summary>
    public RuleTest<TAnalyzer> Incomplete()
    {
        CompilerDiagnostics = CompilerDiagnostics.None;
        return this;
    }

    /// <summary>A test on the shape of SDK v4.</summary>
    public static RuleTest<TAnalyzer> On(params string[] sources) => new(SdkShape.V4, sources);

    /// <summary>A test on the shape of that SDK.</summary>
    public static RuleTest<TAnalyzer> On(SdkShape shape, params string[] sources) => new(shape, sources);

    /// <summary>Runs the rule where no AWS package is referenced.</summary>
    public static Task WithoutAws(string source)
    {
        var test = new RuleTest<TAnalyzer>(SdkShape.V4, [source]);
        test.TestState.AdditionalReferences.Remove(StubCompilation.StubReference());
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Runs the rule on broken code, where only its not throwing (AD0001) counts.</summary>
    public async Task RunWithAnyDiagnosticsAsync()
    {
        var compilation = StubCompilation.Create(SdkShape.V4, [.. TestState.Sources.Where(s => !s.filename.EndsWith("Usings.cs", StringComparison.Ordinal)).Select(s => s.content.ToString())]);
        var found = await compilation.WithAnalyzers([new TAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(found, d => d.Id == "AD0001");
    }

    /// <summary>Runs the rule on both SDK shapes.</summary>
    public static async Task VerifyAsync(params string[] sources)
    {
        foreach (var shape in Enum.GetValues<SdkShape>())
        {
            await On(shape, sources).RunAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <inheritdoc/>
    protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Diagnose);

    /// <inheritdoc/>
    protected override CompilationOptions CreateCompilationOptions() =>
        ((CSharpCompilationOptions)base.CreateCompilationOptions()).WithNullableContextOptions(NullableContextOptions.Annotations);
}
