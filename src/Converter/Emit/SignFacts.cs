using System.Globalization;
using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Emit;

/// <summary>Which variables never hold a number below zero, nor a list with one, because nothing that is assigned to them is: counters, indexes, delays that grow.</summary>
internal sealed class SignFacts
{
    private readonly HashSet<IrVariable> _neverNegative = [];

    /// <summary>The facts of a graph.</summary>
    public SignFacts(FlowGraph root) => VariableFacts.Assume(root, _neverNegative, IsNeverNegative);

    /// <summary>Whether an expression is known to be at least zero, or null. That integers wrap around beyond their range is announced where they are added (LIFT3020).</summary>
    public bool IsNeverNegative(IrExpression expression) => expression switch
    {
        IrConstant { Value: null } => true,
        IrConstant { Value: int or long or double or decimal or byte or short } e => Convert.ToDouble(e.Value, CultureInfo.InvariantCulture) >= 0,
        IrRead e => _neverNegative.Contains(e.Variable),
        IrBinary { Operator: IrOperator.Remainder } e => IsNeverNegative(e.Left),
        IrBinary { Operator: IrOperator.Add or IrOperator.Multiply or IrOperator.Divide } e => IsNeverNegative(e.Left) && IsNeverNegative(e.Right),
        IrConditional e => IsNeverNegative(e.WhenTrue) && IsNeverNegative(e.WhenFalse),
        IrCoalesce e => IsNeverNegative(e.Value) && IsNeverNegative(e.WhenNull),
        IrLet e => IsNeverNegative(e.Body),
        IrList e => e.Elements.All(IsNeverNegative),
        IrElement e => IsNeverNegative(e.Target),
        IrCallFunction { Function: IrFunction.Max } e => e.Arguments.Any(IsNeverNegative),
        IrCallFunction { Function: IrFunction.Min } e => e.Arguments.All(IsNeverNegative),
        IrCallFunction { Function: IrFunction.Power or IrFunction.Truncate or IrFunction.Floor or IrFunction.Ceiling or IrFunction.Round } e => IsNeverNegative(e.Arguments[0]),
        _ => expression.Type.IsNumeric() && NumericRange.Of(expression).IsNotNegative,
    };
}
