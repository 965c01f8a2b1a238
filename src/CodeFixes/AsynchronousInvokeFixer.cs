using System.Composition;
using LambdaLift.Analyzer;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace LambdaLift.CodeFixes;

/// <summary>LIFT1001, where the response is not used: invokes the function without waiting for it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AsynchronousInvokeFixer))]
[Shared]
public sealed class AsynchronousInvokeFixer() : LambdaCodeFixProvider(
    "Invoke asynchronously (InvocationType.Event): the handler goes on before the function has run, and Lambda retries its failures", InvokeAsEvent, "LIFT1001")
{
    /// <summary>Equivalence key.</summary>
    public const string InvokeAsEvent = "LambdaLift.InvokeAsEvent";

    /// <summary>Refused: order, failure handling and the limit of the payload change, so each invoke wants a decision.</summary>
    protected override bool AllowsFixAll => false;

    /// <inheritdoc/>
    protected override bool CanFix(SyntaxNode node, Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(DiagnosticProperties.ResultUsed, out var used) && used == "No" && Request(node) is not null;

    /// <inheritdoc/>
    protected override void Fix(DocumentEditor editor, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var request = Request(node)!;
        var constants = editor.SemanticModel.Compilation.GetTypeByMetadataName("Amazon.Lambda.InvocationType");
        var type = constants is null
            ? IdentifierName("InvocationType")
            : editor.Generator.TypeExpression(constants).WithAdditionalAnnotations(Simplifier.AddImportsAnnotation);
        var value = (ExpressionSyntax)editor.Generator.MemberAccessExpression(type, "Event");
        if (TypeAssignment(request) is { } existing)
        {
            editor.ReplaceNode(existing.Right, value.WithTriviaFrom(existing.Right));
            return;
        }

        var assignment = AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, IdentifierName("InvocationType"), value).WithAdditionalAnnotations(Formatter.Annotation);
        var initializer = request.Initializer ?? InitializerExpression(SyntaxKind.ObjectInitializerExpression);
        var expressions = initializer.Expressions;
        editor.ReplaceNode(request, request.WithInitializer(initializer.WithExpressions(Append(expressions, assignment))));
    }

    // Keeps each existing separator, so that one property per line stays one property per line.
    private static SeparatedSyntaxList<ExpressionSyntax> Append(SeparatedSyntaxList<ExpressionSyntax> expressions, ExpressionSyntax added)
    {
        if (expressions.Count == 0 || expressions.SeparatorCount == expressions.Count)
        {
            var leading = expressions.Count > 0 ? expressions[0].GetLeadingTrivia() : default;
            var nodes = expressions.GetWithSeparators().Add(added.WithLeadingTrivia(leading));
            return SeparatedList<ExpressionSyntax>(expressions.Count > 0 ? nodes.Add(Token(SyntaxKind.CommaToken).WithTrailingTrivia(expressions.GetSeparators().Last().TrailingTrivia)) : nodes);
        }

        var last = expressions[expressions.Count - 1];
        var separator = expressions.SeparatorCount > 0 ? expressions.GetSeparators().Last() : Token(SyntaxKind.CommaToken).WithTrailingTrivia(Space);
        var trimmed = expressions.Replace(last, last.WithTrailingTrivia()).GetWithSeparators();
        return SeparatedList<ExpressionSyntax>(trimmed.Add(separator).Add(added.WithLeadingTrivia(last.GetLeadingTrivia()).WithTrailingTrivia(last.GetTrailingTrivia())));
    }

    /// <summary>The request where it is created in the call itself; a request from elsewhere may be sent elsewhere too.</summary>
    private static BaseObjectCreationExpressionSyntax? Request(SyntaxNode node) =>
        node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { ArgumentList.Arguments: { Count: > 0 } arguments }
            && arguments[0].Expression is BaseObjectCreationExpressionSyntax creation
            && TypeAssignment(creation) is null or { Right: MemberAccessExpressionSyntax or LiteralExpressionSyntax }
                ? creation
                : null;

    private static AssignmentExpressionSyntax? TypeAssignment(BaseObjectCreationExpressionSyntax creation) =>
        creation.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>()
            .FirstOrDefault(a => a.Left is IdentifierNameSyntax { Identifier.ValueText: "InvocationType" });
}
