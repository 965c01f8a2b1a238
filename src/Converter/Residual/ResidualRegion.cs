using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using static LambdaLift.Analysis.OperationExtensions;

namespace LambdaLift.Converter.Residual;

/// <summary>A piece of C#: one expression, or statements that follow one another in a block.</summary>
internal sealed class ResidualRegion
{
    private ResidualRegion(SemanticModel model, ISymbol method, ImmutableArray<IOperation> operations, ExpressionSyntax? expression, ImmutableArray<StatementSyntax> statements, ITypeSymbol? type)
    {
        Model = model;
        Method = method;
        Operations = operations;
        Expression = expression;
        Statements = statements;
        Type = type;
        var first = expression ?? (SyntaxNode)statements[0];
        var last = expression ?? (SyntaxNode)statements[statements.Length - 1];
        Span = Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(first.SpanStart, last.Span.End);
        Location = Location.Create(first.SyntaxTree, Span);
    }

    public SemanticModel Model { get; }

    /// <summary>The method that holds it.</summary>
    public ISymbol Method { get; }

    public ImmutableArray<IOperation> Operations { get; }

    public ExpressionSyntax? Expression { get; }

    public ImmutableArray<StatementSyntax> Statements { get; }

    /// <summary>The type of the expression.</summary>
    public ITypeSymbol? Type { get; }

    public Microsoft.CodeAnalysis.Text.TextSpan Span { get; }

    public Location Location { get; }

    public SyntaxNode First => Expression ?? (SyntaxNode)Statements[0];

    public IEnumerable<SyntaxNode> Nodes => Expression is not null ? [Expression] : Statements;

    /// <summary>The region of an expression; null where its text cannot stand alone.</summary>
    public static ResidualRegion? Of(SemanticModel model, ISymbol method, IOperation operation, ITypeSymbol? type)
    {
        if (operation.Syntax is not ExpressionSyntax expression || type is null || operation.IsImplicit && operation is not IConversionOperation)
            return null;
        if (expression is DeclarationExpressionSyntax or ThrowExpressionSyntax or TypeSyntax and not IdentifierNameSyntax and not GenericNameSyntax)
            return null;

        // `.Foo` of `x?.Foo` means nothing without x.
        var binding = expression.DescendantNodesAndSelf().FirstOrDefault(n => n is MemberBindingExpressionSyntax or ElementBindingExpressionSyntax);
        if (binding is not null && !binding.Ancestors().TakeWhile(a => a.Span.Length <= expression.Span.Length && expression.Span.Contains(a.Span)).Any(a => a is ConditionalAccessExpressionSyntax))
            return null;
        return new ResidualRegion(model, method, [operation], expression, [], type);
    }

    /// <summary>The region of statements that follow one another; null where they cannot be taken out together.</summary>
    public static ResidualRegion? Of(SemanticModel model, ISymbol method, IReadOnlyList<IOperation> statements)
    {
        var nodes = statements.Where(s => !s.IsImplicit).Select(s => s.Syntax).OfType<StatementSyntax>().Distinct().ToImmutableArray();
        if (nodes.IsEmpty || nodes.Any(n => n.Parent != nodes[0].Parent) || nodes.Any(n => n is LocalFunctionStatementSyntax))
            return null;
        return new ResidualRegion(model, method, [.. statements], null, nodes, null);
    }

    public DataFlowAnalysis DataFlow() => Expression is not null ? Model.AnalyzeDataFlow(Expression)! : Model.AnalyzeDataFlow(Statements[0], Statements[Statements.Length - 1])!;

    /// <summary>Why control leaves or enters the region elsewhere than at its ends; null when it does not.</summary>
    public string? Jumps()
    {
        if (Expression is not null)
            return null;
        var flow = Model.AnalyzeControlFlow(Statements[0], Statements[Statements.Length - 1]);
        if (flow is not { Succeeded: true })
            return "its control flow cannot be analysed";
        if (!flow.ReturnStatements.IsEmpty)
            return "it returns from the method";
        if (!flow.ExitPoints.IsEmpty || !flow.EntryPoints.IsEmpty)
            return "it jumps out of the code around it";
        return Operations.SelectMany(o => o.Descendants().Prepend(o)).Any(o => o is IThrowOperation { Exception: null } && !o.Ancestors().TakeWhile(a => Span.Contains(a.Syntax.Span)).Any(a => a is ICatchClauseOperation))
            ? "it throws on what was caught outside"
            : null;
    }

    /// <summary>Whether a symbol is declared inside.</summary>
    public bool Declares(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == First.SyntaxTree && Span.Contains(r.Span));
}
