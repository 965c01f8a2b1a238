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

/// <summary>LIFT1004, LIFT1005: awaits the service call; makes the handler asynchronous where only that allows it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AwaitServiceCallFixer))]
[Shared]
public sealed class AwaitServiceCallFixer() : LambdaCodeFixProvider("Await the service call", AwaitCall, "LIFT1004", "LIFT1005")
{
    /// <summary>Equivalence key.</summary>
    public const string AwaitCall = "LambdaLift.AwaitServiceCall";

    /// <inheritdoc/>
    protected override bool CanFix(SyntaxNode node, Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(DiagnosticProperties.AwaitFix, out var how) && how is not null
        && (diagnostic.Id == "LIFT1005" ? Dropped(node) is not null : Blocked(node) is not null);

    /// <inheritdoc/>
    protected override void Fix(DocumentEditor editor, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (diagnostic.Id == "LIFT1005")
        {
            var statement = Dropped(node)!;
            editor.ReplaceNode(statement, (current, _) => AwaitStatement((StatementSyntax)current));
            return;
        }

        editor.ReplaceNode(Blocked(node)!, (current, _) => AwaitExpressionFor((ExpressionSyntax)current).WithTriviaFrom(current).WithAdditionalAnnotations(Formatter.Annotation));
        if (diagnostic.Properties[DiagnosticProperties.AwaitFix] == AwaitFixes.MakeAsync && node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method)
        {
            var returnType = editor.SemanticModel.GetDeclaredSymbol(method, cancellationToken)!.ReturnType;
            editor.ReplaceNode(method, (current, generator) => MakeAsync((MethodDeclarationSyntax)current, returnType, editor.SemanticModel.Compilation, generator));
        }
    }

    // The whole statement is replaced: neither a discard nor an unused variable is needed for an awaited call.
    private static StatementSyntax? Dropped(SyntaxNode node) => node.FirstAncestorOrSelf<StatementSyntax>() switch
    {
        ExpressionStatementSyntax statement => statement,
        LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 } statement => statement,
        _ => null,
    };

    private static StatementSyntax AwaitStatement(StatementSyntax statement)
    {
        var call = statement switch
        {
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } => assignment.Right,
            ExpressionStatementSyntax expression => expression.Expression,
            LocalDeclarationStatementSyntax declaration => declaration.Declaration.Variables[0].Initializer!.Value,
            _ => throw new InvalidOperationException(statement.Kind().ToString()),
        };
        return ExpressionStatement(AwaitExpression(call.WithoutTrivia())).WithTriviaFrom(statement).WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static ExpressionSyntax? Blocked(SyntaxNode node)
    {
        var expression = node.FirstAncestorOrSelf<ExpressionSyntax>(e => e is InvocationExpressionSyntax || e is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" });
        return expression is null || TaskOf(expression) is null ? null : expression;
    }

    private static ExpressionSyntax? TaskOf(ExpressionSyntax blocked) => blocked switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } access => access.Expression,
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Wait" } access } => access.Expression,
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax
            {
                Name.Identifier.ValueText: "GetResult",
                Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetAwaiter" } awaiter }
            }
        } => awaiter.Expression,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WaitAll" } access } call =>
            call.WithExpression(access.WithName(IdentifierName("WhenAll"))),
        _ => null,
    };

    private static ExpressionSyntax AwaitExpressionFor(ExpressionSyntax blocked)
    {
        var awaited = AwaitExpression(TaskOf(blocked)!.WithoutTrivia());
        return blocked.Parent is ExpressionStatementSyntax
            ? awaited
            : ParenthesizedExpression(awaited).WithAdditionalAnnotations(Simplifier.Annotation);
    }

    private static MethodDeclarationSyntax MakeAsync(MethodDeclarationSyntax method, ITypeSymbol returnType, Compilation compilation, SyntaxGenerator generator)
    {
        // A second finding in the same method finds it asynchronous already.
        if (method.Modifiers.Any(SyntaxKind.AsyncKeyword))
        {
            return method;
        }

        var task = returnType.SpecialType == SpecialType.System_Void
            ? compilation.GetTypeByMetadataName("System.Threading.Tasks.Task")!
            : compilation.GetTypeByMetadataName("System.Threading.Tasks.Task`1")!.Construct(returnType);
        var type = ((TypeSyntax)generator.TypeExpression(task)).WithAdditionalAnnotations(Simplifier.AddImportsAnnotation).WithTriviaFrom(method.ReturnType);
        return method.AddModifiers(Token(SyntaxKind.AsyncKeyword)).WithReturnType(type).WithAdditionalAnnotations(Formatter.Annotation);
    }
}
