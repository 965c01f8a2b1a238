using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace LambdaLift.CodeFixes.Tests;

#pragma warning disable CA1000 // Entry points that name rule and fix once.
/// <summary>
/// Runs one fix on a source with markup, against both shapes of the SDK; the fixed source must compile. FixAll runs too, where the fix allows it.
/// </summary>
public sealed class FixTest<TAnalyzer, TFix> : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    /// <summary>The namespaces that every source uses.</summary>
    public const string Usings = "using Amazon.Lambda;\nusing Amazon.Lambda.Core;\nusing Amazon.Lambda.Model;\nusing Amazon.SimpleNotificationService;\nusing Amazon.SQS;\n";

    private FixTest(SdkShape shape, string source, string? fixedSource, string key)
    {
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        TestState.AdditionalReferences.AddRange(StubCompilation.Framework);
        TestState.AdditionalReferences.Add(StubCompilation.StubReference(shape));
        TestState.Sources.Add(Normalize(Usings + "\n" + source));
        FixedState.Sources.Add(Normalize((fixedSource is null || !fixedSource.StartsWith("using ", StringComparison.Ordinal) ? Usings + "\n" : "") + (fixedSource ?? source)));
        Add("Usings.cs", StubCompilation.GlobalUsings);
        CodeActionEquivalenceKey = key;
        TestBehaviors = TestBehaviors.SkipGeneratedCodeCheck | TestBehaviors.SkipSuppressionCheck;
        if (fixedSource is null)
        {
            // Nothing offered: the source stays, and so does the diagnostic.
            FixedState.MarkupHandling = MarkupMode.Allow;
        }
    }

    /// <summary>The fix turns the one source into the other, one by one and all at once.</summary>
    public static async Task VerifyAsync(string source, string fixedSource, string key, Action<FixTest<TAnalyzer, TFix>>? configure = null)
    {
        foreach (var shape in Enum.GetValues<SdkShape>())
        {
            var test = new FixTest<TAnalyzer, TFix>(shape, source, fixedSource, key);
            configure?.Invoke(test);
            await test.RunAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The fix is not offered.</summary>
    public static Task VerifyNotOfferedAsync(string source, string key, Action<FixTest<TAnalyzer, TFix>>? configure = null)
    {
        var test = new FixTest<TAnalyzer, TFix>(SdkShape.V4, source, null, key);
        configure?.Invoke(test);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A further file, which the fix changes or leaves.</summary>
    public void Add(string name, string source, string? fixedSource = null)
    {
        TestState.Sources.Add((name, Normalize(source)));
        FixedState.Sources.Add((name, Normalize(fixedSource ?? source)));
    }

    /// <summary>An additional file.</summary>
    public void AddAdditional(string name, string text)
    {
        TestState.AdditionalFiles.Add((name, text));
        FixedState.AdditionalFiles.Add((name, text));
    }

    /// <inheritdoc/>
    protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Diagnose);

    // The workspace writes the platform's line ends.
    private static string Normalize(string text) => text.ReplaceLineEndings(Environment.NewLine);
}
