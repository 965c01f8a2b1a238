using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using LambdaLift.StatesLanguage.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaLift.Verifier.Exploration;

/// <summary>Constants in the user's code that inputs and answers should hit: those it compares with, and the names it looks up.</summary>
internal sealed partial record Literals(IReadOnlyList<string> Texts, IReadOnlyList<double> Numbers, IReadOnlyList<string> Keys)
{
    /// <summary>The failure statuses that the code names.</summary>
    public IReadOnlyList<int> Statuses { get; private init; } = [];

    /// <summary>More would multiply the runs without a use: a handler that compares with more texts than this has a table, not branches.</summary>
    private const int Limit = 24;

    public static Literals Of(IEnumerable<SyntaxTree> sources, CancellationToken cancellationToken)
    {
        var texts = new List<string>();
        var numbers = new List<double>();
        var keys = new List<string>();
        foreach (var literal in sources.SelectMany(tree => tree.GetRoot(cancellationToken).DescendantNodes().OfType<LiteralExpressionSyntax>()))
        {
            if (literal.Token.Value is string text)
            {
                if (IsKey(literal)) keys.Add(text);
                else if (IsCompared(literal)) texts.Add(text);
            }
            else if (literal.Token.Value is int or long or double or decimal or float && IsCompared(literal))
            {
                var number = Convert.ToDouble(literal.Token.Value, CultureInfo.InvariantCulture);
                numbers.Add(literal.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } ? -number : number);
            }
        }

        var statuses = sources.SelectMany(tree => tree.GetRoot(cancellationToken).DescendantNodes().OfType<MemberAccessExpressionSyntax>())
            .Where(member => member.Expression is IdentifierNameSyntax { Identifier.ValueText: nameof(HttpStatusCode) } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(HttpStatusCode) })
            .Select(member => Enum.TryParse<HttpStatusCode>(member.Name.Identifier.ValueText, out var status) ? (int)status : 0)
            .Where(status => status >= 400);
        return new Literals([.. texts.Where(text => text.Length > 0).Distinct().Take(Limit)], [.. numbers.Distinct().Take(Limit)], [.. keys.Distinct().Take(Limit)]) { Statuses = [.. statuses.Distinct()] };
    }

    /// <summary>With the numbers that the conditions of a state machine compare with: limits of C#'s own operations, which no literal of the code names.</summary>
    public Literals AndOf(JsonData definition) => this with { Numbers = [.. Numbers.Concat(InConditions(definition)).Distinct().Take(Limit)] };

    private static IEnumerable<double> InConditions(JsonData part) => part switch
    {
        DataObject members => members.SelectMany(member => member.Key == "Condition" && member.Value is DataString condition ? Compared(condition.Value) : InConditions(member.Value)),
        DataArray items => items.SelectMany(InConditions),
        _ => [],
    };

    private static IEnumerable<double> Compared(string condition) =>
        NumberBehindComparison().Matches(condition).Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"[<>=] (-?[0-9]+(?:\.[0-9]+)?)\b")]
    private static partial Regex NumberBehindComparison();

    private static bool IsKey(LiteralExpressionSyntax literal) =>
        literal.Parent is ArgumentSyntax { Parent: BracketedArgumentListSyntax } argument && argument.Parent!.Parent is ElementAccessExpressionSyntax or ImplicitElementAccessSyntax
        || literal.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TryGetValue" or "ContainsKey" or "GetValueOrDefault" } } };

    private static bool IsCompared(SyntaxNode literal)
    {
        for (var node = literal.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case PrefixUnaryExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax:
                    continue;
                case BinaryExpressionSyntax binary:
                    return binary.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression or SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression
                        or SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression;
                case PatternSyntax or CaseSwitchLabelSyntax:
                    return true;
                case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax method } }:
                    return method.Name.Identifier.ValueText is "Equals" or "Contains" or "StartsWith" or "EndsWith" or "Compare";
                // A set of known values: a constant, or the elements of a collection.
                case InitializerExpressionSyntax or CollectionElementSyntax or VariableDeclaratorSyntax:
                    return true;
                case EqualsValueClauseSyntax:
                    return node.Parent is VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field } && field.Modifiers.Any(SyntaxKind.ConstKeyword);
                default:
                    return false;
            }
        }

        return false;
    }
}
