using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace LambdaLift.CodeFixes;

/// <summary>Questions and small rewrites that several fixes share.</summary>
internal static class SyntaxParts
{
    /// <summary>The member that holds a node: of a type, not the type itself. Null for top-level statements.</summary>
    public static MemberDeclarationSyntax? Member(this SyntaxNode node) =>
        node.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().FirstOrDefault(m => m is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax);

    /// <summary>Everything below the node that runs with it: bodies of lambdas and local functions left out.</summary>
    public static IEnumerable<SyntaxNode> DescendantsOfFunction(this SyntaxNode node) =>
        node.DescendantNodes(n => ReferenceEquals(n, node) || n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));

    /// <summary>Gives members of the created object values, one property per line where the others have one.</summary>
    public static BaseObjectCreationExpressionSyntax WithMembers(this BaseObjectCreationExpressionSyntax creation, params (string Name, ExpressionSyntax Value)[] members)
    {
        var initializer = creation.Initializer ?? InitializerExpression(SyntaxKind.ObjectInitializerExpression);
        var expressions = members.Aggregate(initializer.Expressions, (list, member) => Append(
            list, AssignmentExpression(SyntaxKind.SimpleAssignmentExpression, IdentifierName(member.Name), member.Value).WithAdditionalAnnotations(Formatter.Annotation)));
        return creation.WithInitializer(initializer.WithExpressions(expressions));
    }

    /// <summary>The assignment of a member in the object's initializer; null when there is none.</summary>
    public static AssignmentExpressionSyntax? MemberAssignment(this BaseObjectCreationExpressionSyntax creation, string member) =>
        creation.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(a => a.Left is IdentifierNameSyntax name && name.Identifier.ValueText == member);

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
}
