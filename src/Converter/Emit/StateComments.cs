using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaLift.Converter.Emit;

/// <summary>Takes the comments that stand above statements along to their states.</summary>
internal static class StateComments
{
    /// <summary>The text of the comments directly above the statements that the state comes from; null when there are none.</summary>
    public static string? Of(FlowNode node)
    {
        // An exception that goes on was commented where it came from.
        var own = node switch
        {
            FlowEnd => [],
            FlowFail { Origin.Syntax: not (ThrowStatementSyntax or ThrowExpressionSyntax) } => [],
            _ => new[] { node.Origin },
        };
        var text = string.Join(" ", own.Concat(node.Absorbed).Select(StatementOf).OfType<StatementSyntax>().Distinct().Select(Above).Where(t => t.Length > 0).Distinct());
        return text.Length == 0 ? null : text;
    }

    private static StatementSyntax? StatementOf(Origin origin) => origin.Syntax.AncestorsAndSelf().OfType<StatementSyntax>().FirstOrDefault(s => s is not BlockSyntax);

    private static string Above(StatementSyntax statement) => string.Join(" ", statement.GetLeadingTrivia()
        .Where(t => t.IsKind(SyntaxKind.SingleLineCommentTrivia) || t.IsKind(SyntaxKind.MultiLineCommentTrivia))
        .SelectMany(t => t.ToString().TrimStart('/', '*').Replace("*/", "").Split('\n'))
        .Select(line => line.Trim().TrimStart('*').Trim())
        .Where(line => line.Length > 0));
}
