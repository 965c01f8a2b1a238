using LambdaLift.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace LambdaLift.CodeFixes.Awaiting;

/// <summary>Writes awaits, and what makes methods asynchronous.</summary>
internal static class AwaitRewriter
{
    /// <summary>The statement that drops a task; null where more than the task would go with it.</summary>
    public static StatementSyntax? Dropped(SyntaxNode node) => node.FirstAncestorOrSelf<StatementSyntax>() switch
    {
        ExpressionStatementSyntax statement => statement,
        LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer: not null }] } statement => statement,
        _ => null,
    };

    /// <summary>The expression that blocks on a task.</summary>
    public static ExpressionSyntax? Blocked(SyntaxNode node)
    {
        var expression = node.FirstAncestorOrSelf<ExpressionSyntax>(e => e is InvocationExpressionSyntax || e is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" });
        return expression is null || TaskOf(expression) is null ? null : expression;
    }

    /// <summary>Changes all places of a document.</summary>
    public static void Rewrite(DocumentEditor editor, AwaitPlan.Places places, CancellationToken cancellationToken)
    {
        var root = editor.OriginalRoot;
        foreach (var span in places.Blocked.Concat(places.Calls).OrderBy(s => s.Start).ThenByDescending(s => s.Length))
        {
            var node = root.FindNode(span, getInnermostNodeForTie: true).FirstAncestorOrSelf<ExpressionSyntax>(e => e.Span == span)!;
            var isCall = places.Calls.Contains(span);
            editor.ReplaceNode(node, (current, _) => Awaited((ExpressionSyntax)current, isCall));
        }

        foreach (var span in places.Dropped)
        {
            editor.ReplaceNode(root.FindNode(span).FirstAncestorOrSelf<StatementSyntax>(s => s.Span == span)!, (current, _) => AwaitStatement((StatementSyntax)current));
        }

        foreach (var span in places.Functions.OrderByDescending(s => s.Start))
        {
            var function = root.FindNode(span, getInnermostNodeForTie: true).AncestorsAndSelf().First(n => n.Span == span && n is MethodDeclarationSyntax or LocalFunctionStatementSyntax);
            var method = (IMethodSymbol)editor.SemanticModel.GetDeclaredSymbol(function, cancellationToken)!;
            if (method.ReturnType.IsTask())
            {
                RewriteReturns(editor, function, method.ReturnType.UnwrapTask() is not null);
            }

            var returnType = method.ReturnType.IsTask() ? null : TypeTemplate.Type(editor.Generator, TaskOf(method.ReturnType, editor.SemanticModel.Compilation));
            editor.ReplaceNode(function, (current, _) => MakeAsync(current, returnType));
        }
    }

    private static INamedTypeSymbol TaskOf(ITypeSymbol result, Compilation compilation) => result.SpecialType == SpecialType.System_Void
        ? compilation.GetTypeByMetadataName("System.Threading.Tasks.Task")!
        : compilation.GetTypeByMetadataName("System.Threading.Tasks.Task`1")!.Construct(result);

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

    private static ExpressionSyntax Awaited(ExpressionSyntax current, bool isCall)
    {
        var task = isCall ? current : TaskOf(current)!;
        ExpressionSyntax awaited = AwaitExpression(task.WithoutTrivia());
        var result = current.Parent is ExpressionStatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax
            ? awaited
            : ParenthesizedExpression(awaited).WithAdditionalAnnotations(Simplifier.Annotation);
        return result.WithTriviaFrom(current).WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static AwaitExpressionSyntax AwaitOf(ExpressionSyntax task) =>
        AwaitExpression(ParenthesizedExpression(task.WithoutTrivia()).WithAdditionalAnnotations(Simplifier.Annotation)).WithTriviaFrom(task).WithAdditionalAnnotations(Formatter.Annotation);

    /// <summary>The returns of a method that made its task itself: what was wrapped is returned, any other task is awaited.</summary>
    private static void RewriteReturns(DocumentEditor editor, SyntaxNode function, bool hasResult)
    {
        var arrow = function switch
        {
            MethodDeclarationSyntax method => method.ExpressionBody,
            LocalFunctionStatementSyntax local => local.ExpressionBody,
            _ => null,
        };
        if (arrow is not null)
        {
            editor.ReplaceNode(arrow.Expression, (current, _) => Unwrapped((ExpressionSyntax)current) ?? AwaitOf((ExpressionSyntax)current));
        }

        foreach (var statement in function.DescendantsOfFunction().OfType<ReturnStatementSyntax>().Where(r => r.Expression is not null).ToList())
        {
            if (hasResult)
            {
                editor.ReplaceNode(statement, (current, _) => ((ReturnStatementSyntax)current).ReplaceNode(
                    ((ReturnStatementSyntax)current).Expression!,
                    Unwrapped(((ReturnStatementSyntax)current).Expression!) ?? AwaitOf(((ReturnStatementSyntax)current).Expression!)));
            }
            else if (!statement.Expression!.IsCompletedTask())
            {
                editor.ReplaceNode(statement, (current, _) => AwaitAndReturn((ReturnStatementSyntax)current));
            }
            else if (statement.Parent?.Parent == function && !statement.GetLeadingTrivia().Any(t => t.IsKind(SyntaxKind.SingleLineCommentTrivia) || t.IsKind(SyntaxKind.MultiLineCommentTrivia)))
            {
                // The end of the method says the same.
                editor.RemoveNode(statement, SyntaxRemoveOptions.KeepNoTrivia);
            }
            else
            {
                editor.ReplaceNode(statement, (current, _) => ReturnStatement().WithTriviaFrom(current));
            }
        }
    }

    private static bool IsCompletedTask(this ExpressionSyntax expression) => expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" };

    private static ExpressionSyntax? Unwrapped(ExpressionSyntax task) =>
        task is InvocationExpressionSyntax { ArgumentList.Arguments: [var only], Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FromResult" } }
            ? only.Expression.WithTriviaFrom(task)
            : null;

    private static SyntaxNode AwaitAndReturn(ReturnStatementSyntax statement)
    {
        var awaited = ExpressionStatement(AwaitOf(statement.Expression!.WithoutTrivia()));
        return Block(awaited, ReturnStatement()).WithTriviaFrom(statement).WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static SyntaxNode MakeAsync(SyntaxNode function, TypeSyntax? returnType)
    {
        var keyword = Token(SyntaxKind.AsyncKeyword);
        return function switch
        {
            MethodDeclarationSyntax method => method
                .WithReturnType(returnType?.WithTriviaFrom(method.ReturnType) ?? method.ReturnType)
                .WithModifier(keyword, m => m.ReturnType, (m, type) => m.WithReturnType(type), m => m.Modifiers, (m, modifiers) => m.WithModifiers(modifiers)),
            LocalFunctionStatementSyntax local => local
                .WithReturnType(returnType?.WithTriviaFrom(local.ReturnType) ?? local.ReturnType)
                .WithModifier(keyword, f => f.ReturnType, (f, type) => f.WithReturnType(type), f => f.Modifiers, (f, modifiers) => f.WithModifiers(modifiers)),
            _ => function,
        };
    }

    // Without other modifiers the comments stand before the type, and must come before the keyword then.
    private static T WithModifier<T>(
        this T function, SyntaxToken keyword, Func<T, TypeSyntax> type, Func<T, TypeSyntax, T> withType, Func<T, SyntaxTokenList> modifiers, Func<T, SyntaxTokenList, T> withModifiers)
        where T : SyntaxNode
    {
        if (modifiers(function).Count == 0)
        {
            keyword = keyword.WithLeadingTrivia(type(function).GetLeadingTrivia());
            function = withType(function, type(function).WithLeadingTrivia());
        }

        return withModifiers(function, modifiers(function).Add(keyword.WithTrailingTrivia(Space))).WithAdditionalAnnotations(Formatter.Annotation);
    }
}
