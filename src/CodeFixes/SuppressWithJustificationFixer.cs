using System.Composition;
using LambdaLift.Analyzer;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace LambdaLift.CodeFixes;

/// <summary>All rules: suppresses the finding on the member around it, with the justification that the rule's page names.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SuppressWithJustificationFixer))]
[Shared]
public sealed class SuppressWithJustificationFixer() : LambdaCodeFixProvider("Suppress", Suppress, [.. Descriptors.All.Select(d => d.Id)])
{
    /// <summary>Equivalence key.</summary>
    public const string Suppress = "LambdaLift.SuppressWithJustification";

    private const string Attribute = "System.Diagnostics.CodeAnalysis.SuppressMessageAttribute";

    /// <summary>Refused: a justification holds for the place that somebody looked at.</summary>
    protected override bool AllowsFixAll => false;

    /// <inheritdoc/>
    protected override string TitleOf(FixSite site) => $"Suppress {site.Diagnostic.Id}: {SuppressionReasons.For(site.Diagnostic.Id)}";

    /// <summary>Not for top-level statements, which nothing can carry an attribute for.</summary>
    protected override bool CanFix(FixSite site) =>
        site.Node.Member() is not null && SuppressionReasons.For(site.Diagnostic.Id) is not null && site.Model.Compilation.GetTypeByMetadataName(Attribute) is not null;

    /// <inheritdoc/>
    protected override void Fix(FixEdit edit, FixSite site, CancellationToken cancellationToken)
    {
        var generator = edit.Generator;
        var descriptor = site.Diagnostic.Descriptor;
        var attribute = generator.Attribute(
            edit.Type(Attribute),
            [
                generator.AttributeArgument(generator.LiteralExpression(descriptor.Category)),
                generator.AttributeArgument(generator.LiteralExpression($"{descriptor.Id}:{descriptor.Title.ToString(System.Globalization.CultureInfo.InvariantCulture)}")),
                generator.AttributeArgument("Justification", generator.LiteralExpression(SuppressionReasons.For(descriptor.Id))),
            ]);
        edit.Editor.AddAttribute(site.Node.Member()!, attribute);
    }
}
