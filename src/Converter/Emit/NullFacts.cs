using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;

namespace LambdaLift.Converter.Emit;

/// <summary>Which variables never hold null, because nothing that is assigned to them can be.</summary>
internal sealed class NullFacts
{
    private readonly HashSet<IrVariable> _neverNull;

    public NullFacts(FlowGraph root)
    {
        var values = root.AllNodes().SelectMany(VariableNames.AssignmentsOf).ToLookup(a => a.Variable, a => a.Value);
        _neverNull = new HashSet<IrVariable>(values.Select(v => v.Key));

        // Optimistic start, then take back until nothing changes.
        for (var changed = true; changed;)
            changed = _neverNull.RemoveWhere(v => !values[v].All(IsNeverNull)) > 0;
    }

    /// <summary>Whether an expression is known to be other than null.</summary>
    public bool IsNeverNull(IrExpression expression) =>
        ExpressionSimplifier.IsNeverNull(expression)
        || (expression is IrRead read && _neverNull.Contains(read.Variable))
        || (expression is IrMember { Name: ExceptionMembers.Message or ExceptionMembers.ErrorName or ExceptionMembers.TypeName, Target: IrRead { Variable: var caught } } && caught.IsError)
        || expression is IrCaughtError or IrMapIndex or IrFromJson { Json: IrInput }
        || (expression is IrMember { Target: IrCaughtError })
        || (expression is IrConditional c && IsNeverNull(c.WhenTrue) && IsNeverNull(c.WhenFalse))
        || (expression is IrCoalesce x && IsNeverNull(x.WhenNull));
}
