using LambdaLift.Analyzer;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace LambdaLift.CodeFixes.Retries;

/// <summary>A hand-written retry taken apart: what stays when the loop goes.</summary>
internal sealed class RetryRewriting
{
    private RetryRewriting(StatementSyntax loop, IReadOnlyList<StatementSyntax> kept, IReadOnlyList<LocalDeclarationStatementSyntax> bookkeeping)
    {
        Loop = loop;
        Kept = kept;
        Bookkeeping = bookkeeping;
    }

    /// <summary>The loop.</summary>
    public StatementSyntax Loop { get; }

    /// <summary>The statements of one attempt, without those that count or leave the loop.</summary>
    public IReadOnlyList<StatementSyntax> Kept { get; }

    /// <summary>Declarations before the loop that only it uses.</summary>
    private IReadOnlyList<LocalDeclarationStatementSyntax> Bookkeeping { get; }

    /// <summary>Whether an attempt ends by leaving the method.</summary>
    public bool EndsInReturn => Kept[Kept.Count - 1] is ReturnStatementSyntax;

    /// <summary>Takes the loop apart; null when its rule did not understand all of it, or something jumps.</summary>
    public static RetryRewriting? Read(FixSite site)
    {
        if (site.Fact(DiagnosticProperties.RetryLocals) is not { } names || site.Node.FirstAncestorOrSelf<StatementSyntax>(IsLoop) is not { } loop || Body(loop) is not { } body)
        {
            return null;
        }

        var locals = names.Split(';');
        if (body.Statements.OfType<TryStatementSyntax>().FirstOrDefault(t => t.Catches.Count == 1 && t.Finally is null) is not { } attempt)
        {
            return null;
        }

        var kept = body.Statements.SelectMany(s => s == attempt ? (IEnumerable<StatementSyntax>)attempt.Block.Statements : [s]).Where(s => !Counts(s, locals)).ToList();
        if (kept.Count > 0 && kept[kept.Count - 1] is BreakStatementSyntax)
        {
            kept.RemoveAt(kept.Count - 1);
        }

        if (kept.Count == 0 || kept.Exists(Jumps) || loop.Parent is GlobalStatementSyntax || loop.Member() is not { } member)
        {
            return null;
        }

        var bookkeeping = new List<LocalDeclarationStatementSyntax>();
        foreach (var declarator in member.DescendantNodes().OfType<VariableDeclaratorSyntax>().Where(d => locals.Contains(d.Identifier.ValueText) && !loop.Span.Contains(d.Span)))
        {
            if (!IsOfLoop(declarator, loop, site.Model))
            {
                continue;
            }

            if (declarator.Parent is not VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax declaration })
            {
                return null;
            }

            bookkeeping.Add(declaration);
        }

        return new RetryRewriting(loop, kept, bookkeeping);
    }

    /// <summary>Puts statements in the loop's place and takes away what only the loop used, and what nothing reaches any more.</summary>
    public void Replace(DocumentEditor editor, IReadOnlyList<StatementSyntax> statements)
    {
        foreach (var declaration in Bookkeeping)
        {
            var hasComment = declaration.GetLeadingTrivia().Any(t => t.IsKind(SyntaxKind.SingleLineCommentTrivia) || t.IsKind(SyntaxKind.MultiLineCommentTrivia));
            editor.RemoveNode(declaration, hasComment ? SyntaxRemoveOptions.KeepLeadingTrivia : SyntaxRemoveOptions.KeepNoTrivia);
        }

        var placed = statements.Select(s => s.WithAdditionalAnnotations(Formatter.Annotation)).ToList();
        placed[0] = placed[0].WithLeadingTrivia(Loop.GetLeadingTrivia().AddRange(OwnComments(placed[0])));
        var last = placed[placed.Count - 1];
        if (!last.GetTrailingTrivia().Any(t => t.IsKind(SyntaxKind.EndOfLineTrivia)))
        {
            placed[placed.Count - 1] = last.WithTrailingTrivia(Loop.GetTrailingTrivia());
        }

        if (Loop.Parent is not (BlockSyntax or SwitchSectionSyntax))
        {
            editor.ReplaceNode(Loop, Block(placed).WithAdditionalAnnotations(Formatter.Annotation));
            return;
        }

        // The loop never ended by itself: after a return in its place nothing is reached.
        if (EndsInReturn && Loop.Parent is BlockSyntax block)
        {
            foreach (var unreached in block.Statements.SkipWhile(s => s != Loop).Skip(1).TakeWhile(s => s is not LocalFunctionStatementSyntax))
            {
                editor.RemoveNode(unreached, SyntaxRemoveOptions.KeepNoTrivia);
            }
        }

        editor.InsertBefore(Loop, placed);
        editor.RemoveNode(Loop, SyntaxRemoveOptions.KeepNoTrivia);
    }

    private static IEnumerable<SyntaxTrivia> OwnComments(StatementSyntax statement) =>
        statement.GetLeadingTrivia().Any(t => t.IsKind(SyntaxKind.SingleLineCommentTrivia) || t.IsKind(SyntaxKind.MultiLineCommentTrivia))
            ? statement.GetLeadingTrivia().SkipWhile(t => t.IsKind(SyntaxKind.WhitespaceTrivia))
            : [];

    private static bool IsLoop(StatementSyntax statement) => statement is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax;

    private static BlockSyntax? Body(StatementSyntax loop) => loop switch
    {
        ForStatementSyntax f => f.Statement,
        WhileStatementSyntax w => w.Statement,
        DoStatementSyntax d => d.Statement,
        _ => null,
    } as BlockSyntax;

    private static bool Counts(StatementSyntax statement, string[] locals) =>
        statement is ExpressionStatementSyntax { Expression: PostfixUnaryExpressionSyntax { Operand: IdentifierNameSyntax post } } && locals.Contains(post.Identifier.ValueText)
        || statement is ExpressionStatementSyntax { Expression: PrefixUnaryExpressionSyntax { Operand: IdentifierNameSyntax pre } } && locals.Contains(pre.Identifier.ValueText);

    // A break or continue that would leave another loop than before.
    private static bool Jumps(StatementSyntax statement) => statement.DescendantsOfFunction().Prepend(statement).Any(n =>
        n is GotoStatementSyntax
        || (n is BreakStatementSyntax && !n.Ancestors().TakeWhile(a => a != statement.Parent).Any(a => IsLoop((a as StatementSyntax)!) || a is SwitchStatementSyntax or CommonForEachStatementSyntax))
        || (n is ContinueStatementSyntax && !n.Ancestors().TakeWhile(a => a != statement.Parent).Any(a => IsLoop((a as StatementSyntax)!) || a is CommonForEachStatementSyntax)));

    private static bool IsOfLoop(VariableDeclaratorSyntax declarator, StatementSyntax loop, SemanticModel model) =>
        model.GetDeclaredSymbol(declarator) is ILocalSymbol local
        && loop.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => n.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(n).Symbol, local));
}
