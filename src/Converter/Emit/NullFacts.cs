using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;

namespace LambdaLift.Converter.Emit;

/// <summary>Which variables never hold null, because nothing that is assigned to them can be.</summary>
internal sealed class NullFacts
{
    private readonly HashSet<IrVariable> _neverNull = [];

    /// <summary>The facts of a graph; elements of fan-out results learn whether their branch can give null.</summary>
    public static NullFacts Of(FlowGraph root)
    {
        var facts = new NullFacts(root);
        foreach (var parallel in root.AllNodes().OfType<FlowParallel>())
        {
            var givesValue = parallel.Branches.Select(b => b.Nodes().OfType<FlowEnd>().All(e => e.Output is not null && facts.IsNeverNull(e.Output))).ToList();
            void Learn(FlowNode node) => node.MapExpressions(expression => expression.Rewrite(e =>
                e is IrElement { Target: IrTaskResult, Index: IrConstant { Value: int index } } element && index < givesValue.Count && givesValue[index] ? element with { IsKnownNotNull = true } : e));
            Learn(parallel);
            if (parallel.Next is FlowEnd { IsAbsorbed: true } end)
                Learn(end);
        }

        return new NullFacts(root);
    }

    /// <summary>The facts of a graph that still changes.</summary>
    public static NullFacts Known(FlowGraph root) => new(root);

    private NullFacts(FlowGraph root) => VariableFacts.Assume(root, _neverNull, IsNeverNull);

    /// <summary>Whether an expression is known to be other than null.</summary>
    public bool IsNeverNull(IrExpression expression) =>
        ExpressionSimplifier.IsNeverNull(expression)
        || (expression is IrRead read && _neverNull.Contains(read.Variable))
        || expression is IrCaughtError or IrMapIndex or IrContextValue or IrFromJson { Json: IrInput }
        || expression is IrMember { Target: IrCaughtError } or IrJsonMember { IsKnownNotNull: true }
        || (expression is IrConditional c && IsNeverNull(c.WhenTrue) && IsNeverNull(c.WhenFalse))
        || (expression is IrCoalesce x && IsNeverNull(x.WhenNull));
}
