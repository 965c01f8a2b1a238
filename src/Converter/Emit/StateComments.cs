using LambdaLift.Converter.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaLift.Converter.Emit;

/// <summary>Takes the comment that stands above a statement along to its state.</summary>
internal static class StateComments
{
    /// <summary>The text of the line comments directly above the statement that the state comes from; null when there are none.</summary>
    public static string? Of(FlowNode node)
    {
        if (node is FlowFail or FlowEnd || node.Origin.Syntax.AncestorsAndSelf().OfType<StatementSyntax>().FirstOrDefault(s => s is not BlockSyntax) is not { } statement)
            return null;
        var lines = statement.GetLeadingTrivia()
            .Where(t => t.IsKind(SyntaxKind.SingleLineCommentTrivia))
            .Select(t => t.ToString().TrimStart('/').Trim())
            .Where(t => t.Length > 0);
        var text = string.Join(" ", lines);
        return text.Length == 0 ? null : text;
    }
}
