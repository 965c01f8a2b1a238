using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Residual;

/// <summary>Of a value that cannot be passed, the parts that the code reads are passed.</summary>
internal sealed partial class ResidualBuilder
{
    /// <summary>Parts of a value that cannot be passed as a whole: every use must read a part that can.</summary>
    private string? Paths(ISymbol symbol, List<(ISymbol Symbol, IOperation Operation)> references, List<(ResidualValue Value, ISymbol? Symbol, IrExpression? Path)> inputs, Dictionary<SyntaxNode, SyntaxNode> replacements)
    {
        foreach (var (_, reference) in references.Where(r => SymbolEqualityComparer.Default.Equals(r.Symbol, symbol)))
        {
            if (IsDropped(reference))
                continue;
            var path = reference;
            while (path.Parent is { } parent && IsStep(parent, path))
            {
                path = parent;
                if (PassableTypes.ObstacleToGive(path.Type) is null)
                    break;
            }

            if (ReferenceEquals(path, reference) || PassableTypes.ObstacleToGive(path.Type) is not null || path.Syntax is not ExpressionSyntax syntax)
                return $"'{symbol.Name}' cannot be passed: {PassableTypes.ObstacleToGive(Type(symbol))}";
            if (IsConditional(path))
                return $"'{Origin.TextOf(path.Syntax)}' is read on some paths only, and '{symbol.Name}' cannot be passed as a whole";
            if (path.Parent is IAssignmentOperation assignment && ReferenceEquals(assignment.Target, path) || path.Parent is IIncrementOrDecrementOperation)
                return $"it sets '{Origin.TextOf(path.Syntax)}'";
            if (_around.ReadPath(path) is not { } value)
                return $"'{Origin.TextOf(path.Syntax)}' cannot be read by the state machine";
            var known = inputs.FirstOrDefault(i => i.Path is not null && IrPrinter.Print(i.Path) == IrPrinter.Print(value) && SymbolEqualityComparer.Default.Equals(i.Value.Type, path.Type));
            var name = known.Value?.Name ?? Free(NameOf(path.Syntax));
            if (known.Value is null)
                inputs.Add((Value(name, path.Type!), null, value));
            replacements[syntax] = SyntaxFactory.IdentifierName(ResidualSource.Identifier(name)).WithTriviaFrom(syntax);
        }

        return null;
    }

    private static bool IsStep(IOperation parent, IOperation path) => parent switch
    {
        IPropertyReferenceOperation property => ReferenceEquals(property.Instance, path) && property.Arguments.All(a => a.Value.ConstantValue.HasValue),
        IArrayElementReferenceOperation element => ReferenceEquals(element.ArrayReference, path) && element.Indices.All(i => i.ConstantValue.HasValue),
        _ => false,
    };

    /// <summary>Whether a value is read on some paths through the region only.</summary>
    private bool IsConditional(IOperation path)
    {
        for (var (child, node) = (path, path.Parent); node is not null && !_region.Operations.Contains(child); (child, node) = (node, node.Parent))
        {
            var maybe = node switch
            {
                IConditionalOperation c => !ReferenceEquals(c.Condition, child),
                ICoalesceOperation c => ReferenceEquals(c.WhenNull, child),
                IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } b => ReferenceEquals(b.RightOperand, child),
                IConditionalAccessOperation c => ReferenceEquals(c.WhenNotNull, child),
                ISwitchExpressionArmOperation or ISwitchCaseOperation or IAnonymousFunctionOperation or ILocalFunctionOperation or ICatchClauseOperation => true,
                IForEachLoopOperation loop => !ReferenceEquals(loop.Collection, child),
                ILoopOperation => true,
                _ => false,
            };
            if (maybe)
                return true;
        }

        // After a throw or a guard that throws, later statements may not run.
        return _region.Statements.Length > 1
            && _region.Operations.SelectMany(o => o.Descendants().Prepend(o)).Any(o => o is IThrowOperation && o.Syntax.SpanStart < path.Syntax.SpanStart);
    }

    /// <summary><c>row.Item["Price"].N</c> is the price.</summary>
    private static string NameOf(SyntaxNode path)
    {
        var words = path.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken) || t.IsKind(SyntaxKind.StringLiteralToken)).Select(t => new string(t.ValueText.Where(c => char.IsLetterOrDigit(c) || c == '_').ToArray()))
            .Where(w => w.Length > 0 && !char.IsDigit(w[0])).ToList();
        var last = words.LastOrDefault(w => w is not ("N" or "S" or "BOOL" or "SS" or "NS" or "Value")) ?? words.Last();
        return last.LowerFirst();
    }
}
