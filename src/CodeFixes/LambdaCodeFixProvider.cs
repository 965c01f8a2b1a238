using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace LambdaLift.CodeFixes;

/// <summary>
/// Base of the fixes: a fix is an edit of one place in one document, so that one diagnostic and all of a document are fixed by the same code.
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
        foreach (var diagnostic in context.Diagnostics)
        {
            if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is { } node && CanFix(node, diagnostic))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(title, token => FixAsync(context.Document, ImmutableArray.Create(diagnostic), token), equivalenceKey),
                    diagnostic);
            }
        }
    }

    /// <summary>Whether the place has a shape that <see cref="Fix"/> handles.</summary>
    protected abstract bool CanFix(SyntaxNode node, Diagnostic diagnostic);

    /// <summary>Edits one place.</summary>
    protected abstract void Fix(DocumentEditor editor, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellationToken);

    private async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in diagnostics.OrderBy(d => d.Location.SourceSpan.Start))
        {
            var node = editor.OriginalRoot.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (CanFix(node, diagnostic))
            {
                Fix(editor, node, diagnostic, cancellationToken);
            }
        }

        return editor.GetChangedDocument();
    }
}
