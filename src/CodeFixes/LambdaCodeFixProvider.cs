using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace LambdaLift.CodeFixes;

/// <summary>
/// Base of the fixes that edit one place in one document, so that one diagnostic and all of a document are fixed by the same code.
/// </summary>
public abstract class LambdaCodeFixProvider(string title, string equivalenceKey, params string[] ids) : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = ids.ToImmutableArray();

    /// <summary>
    /// Whether all findings may be fixed at once. A fix that changes what the program does is refused: each place wants a person's decision.
    /// </summary>
    protected virtual bool AllowsFixAll => true;

    /// <inheritdoc/>
    public sealed override FixAllProvider? GetFixAllProvider() =>
        AllowsFixAll ? FixAllProvider.Create(async (context, document, diagnostics) => await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false)) : null;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (model is not null && root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is { } node && CanFix(new FixSite(node, diagnostic, model)))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(TitleOf(new FixSite(node, diagnostic, model)), token => FixAsync(context.Document, ImmutableArray.Create(diagnostic), token), equivalenceKey),
                    diagnostic);
            }
        }
    }

    /// <summary>The action's title; says what changes besides the place, if anything does.</summary>
    protected virtual string TitleOf(FixSite site) => title;

    /// <summary>Whether the place has a shape that <see cref="Fix"/> handles.</summary>
    protected abstract bool CanFix(FixSite site);

    /// <summary>Edits one place.</summary>
    protected abstract void Fix(FixEdit edit, FixSite site, CancellationToken cancellationToken);

    private async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var edit = new FixEdit(await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false));
        foreach (var diagnostic in diagnostics.OrderBy(d => d.Location.SourceSpan.Start))
        {
            var site = new FixSite(edit.Editor.OriginalRoot.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), diagnostic, edit.Model);
            if (CanFix(site))
            {
                Fix(edit, site, cancellationToken);
            }
        }

        return edit.Editor.GetChangedDocument();
    }
}

/// <summary>Where a fix is wanted.</summary>
/// <param name="Node">The node that the diagnostic points to.</param>
/// <param name="Diagnostic">The diagnostic, with the facts that its rule found.</param>
/// <param name="Model">The document's model.</param>
public sealed record FixSite(SyntaxNode Node, Diagnostic Diagnostic, SemanticModel Model)
{
    /// <summary>A fact of the rule's; null when the rule gave none.</summary>
    public string? Fact(string key) => Diagnostic.Properties.TryGetValue(key, out var value) ? value : null;
}
