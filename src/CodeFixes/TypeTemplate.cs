using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace LambdaLift.CodeFixes;

/// <summary>
/// Code written as text with <c>__0</c>, <c>__1</c>… where types stand. The types are put in as nodes that know their symbol, so that their
/// namespaces are imported and their names are as short as they can be.
/// </summary>
internal static class TypeTemplate
{
    /// <summary>A statement.</summary>
    public static StatementSyntax Statement(SyntaxGenerator generator, string text, params ITypeSymbol[] types) => Fill(ParseStatement(text), generator, types);

    /// <summary>A member of a type.</summary>
    public static MemberDeclarationSyntax Member(SyntaxGenerator generator, string text, params ITypeSymbol[] types) => Fill(ParseMemberDeclaration(text)!, generator, types);

    /// <summary>An expression.</summary>
    public static ExpressionSyntax Expression(SyntaxGenerator generator, string text, params ITypeSymbol[] types) => Fill(ParseExpression(text), generator, types);

    /// <summary>The type as a node.</summary>
    public static TypeSyntax Type(SyntaxGenerator generator, ITypeSymbol type) =>
        ((TypeSyntax)generator.TypeExpression(type)).WithAdditionalAnnotations(Simplifier.AddImportsAnnotation, Simplifier.Annotation);

    private static T Fill<T>(T node, SyntaxGenerator generator, ITypeSymbol[] types)
        where T : SyntaxNode
    {
        var places = node.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => n.Identifier.ValueText.StartsWith("__", StringComparison.Ordinal));
        return node
            .ReplaceNodes(places, (place, _) => Type(generator, types[int.Parse(place.Identifier.ValueText.Substring(2), System.Globalization.CultureInfo.InvariantCulture)]).WithTriviaFrom(place))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }
}
