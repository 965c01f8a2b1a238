using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace LambdaLift.CodeFixes.Tests;

#pragma warning disable CA1000 // Entry points that name rule and fix once.
/// <summary>Runs one fix on a source with markup; the fixed source must compile. FixAll runs too, where the fix allows it.</summary>
public sealed class FixTest<TAnalyzer, TFix> : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    /// <summary>The namespaces that every source uses.</summary>
    public const string Usings = "using Amazon.Lambda;\nusing Amazon.Lambda.Core;\nusing Amazon.Lambda.Model;\nusing Amazon.SimpleNotificationService;\nusing Amazon.SQS;\n\n";

    private FixTest(string source, string? fixedSource, string key)
    {
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        TestState.AdditionalReferences.AddRange(StubCompilation.Framework);
        TestState.AdditionalReferences.Add(StubCompilation.StubReference());
        TestState.Sources.Add(Usings + source);
        TestState.Sources.Add(("Usings.cs", StubCompilation.GlobalUsings));
        FixedState.Sources.Add(Usings + (fixedSource ?? source));
        FixedState.Sources.Add(("Usings.cs", StubCompilation.GlobalUsings));
        CodeActionEquivalenceKey = key;
        TestBehaviors = TestBehaviors.SkipGeneratedCodeCheck | TestBehaviors.SkipSuppressionCheck;
        if (fixedSource is null)
        {
            // Nothing offered: the source stays, and so does the diagnostic.
            FixedState.MarkupHandling = MarkupMode.Allow;
        }
    }

    /// <summary>The fix turns the one source into the other, one by one and all at once.</summary>
    public static Task VerifyAsync(string source, string fixedSource, string key, Action<FixTest<TAnalyzer, TFix>>? configure = null)
    {
        var test = new FixTest<TAnalyzer, TFix>(source, fixedSource, key);
        configure?.Invoke(test);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The fix is not offered.</summary>
    public static Task VerifyNotOfferedAsync(string source, string key) => new FixTest<TAnalyzer, TFix>(source, null, key).RunAsync(TestContext.Current.CancellationToken);

    /// <inheritdoc/>
    protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.Diagnose);
}
