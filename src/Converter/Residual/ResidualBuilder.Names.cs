using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Residual;

/// <summary>The names of the function and of what goes in and out.</summary>
internal sealed partial class ResidualBuilder
{
    /// <summary>What the code does, in words: what it computes, or the method that it calls.</summary>
    private (string Method, string Words) Purpose(List<(ResidualValue Value, ISymbol? Symbol)> results)
    {
        var target = results.Select(r => r.Symbol?.Name).FirstOrDefault(n => n is not null && _region.Expression is null) ?? Target();
        if (target is not null)
        {
            var subject = Flow.StateNames.Words(target);
            return ("Compute" + Pascal(target), "Compute " + subject.LowerFirst());
        }

        var call = _region.Operations.SelectMany(o => o.Descendants().Prepend(o)).OfType<IInvocationOperation>().FirstOrDefault()?.TargetMethod;
        if (call is not null)
            return (Pascal(call.Name.EndsWith("Async", StringComparison.Ordinal) && call.Name.Length > 5 ? call.Name.Substring(0, call.Name.Length - 5) : call.Name), Flow.StateNames.Words(call.Name));
        return ("Compute", "Compute");

        static string Pascal(string name)
        {
            var clean = new string(name.Where(c => char.IsLetterOrDigit(c)).ToArray());
            return clean.Length == 0 ? "Value" : char.ToUpperInvariant(clean[0]) + clean.Substring(1);
        }
    }

    /// <summary>The name that the code gives to the value of the expression.</summary>
    private string? Target()
    {
        for (SyntaxNode? node = _region.Expression; node is not null; node = node.Parent)
        {
            switch (node.Parent)
            {
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator }:
                    return declarator.Identifier.ValueText;
                case AssignmentExpressionSyntax assignment when assignment.Right == node:
                    return assignment.Left switch
                    {
                        IdentifierNameSyntax name => name.Identifier.ValueText,
                        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
                        _ => null,
                    };
                case AnonymousObjectMemberDeclaratorSyntax { NameEquals.Name.Identifier.ValueText: var member }:
                    return member;
                case IfStatementSyntax or WhileStatementSyntax:
                    return "condition";
                case ParenthesizedExpressionSyntax or AwaitExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax or BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or InterpolationSyntax or InterpolatedStringExpressionSyntax:
                    continue;
                default:
                    return null;
            }
        }

        return null;
    }

    private string Free(string name)
    {
        var free = name;
        for (var n = 2; !_taken.Add(free); n++)
            free = name + n.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return free;
    }

    /// <summary>Properties in Pascal case, each name once.</summary>
    internal static ImmutableArray<ResidualValue> Unique(IEnumerable<ResidualValue> values)
    {
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return values.Select(v =>
        {
            var stem = v.Name.TrimStart('_', '@') is { Length: > 0 } trimmed ? trimmed : "Value";
            var name = stem = char.ToUpperInvariant(stem[0]) + stem.Substring(1);
            for (var n = 2; !used.Add(name); n++)
                name = stem + n.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return v with { Name = name };
        }).ToImmutableArray();
    }
}
