using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    private static void AddDateMethods(KnownMethodTable table)
    {
        foreach (var type in new[] { "System.DateTime", "System.DateTimeOffset" })
            table.Add(type, "ToString", c => c.Arity > 0 && c.Constant(0) is "O" or "o" ? RoundTripText(c) : null, "O of UtcNow");
    }

    // The text with seven digits is only known of the clock; of other values the serializer's text is at hand.
    private static IrExpression RoundTripText(KnownCall c) => c.Invocation.Instance is IPropertyReferenceOperation { Property: { IsStatic: true, Name: "UtcNow" } }
        ? Spill(c.Call(IrFunction.UtcNowText), "now", c.Into)
        : c.Refuse("The round-trip text of this time", "format DateTime.UtcNow where it is read");

    private IrExpression? DateOperator(IBinaryOperation operation, BlockBuilder into)
    {
        static bool IsDate(IOperation o) => ObjectShape.IsScalarStruct(o.Type.IsNullable(out var t) ? t : o.Type) && !o.Type.Is("System.Guid");
        return operation.OperatorMethod is not null && (IsDate(operation.LeftOperand) || IsDate(operation.RightOperand))
            ? Refuse(operation, $"The operator of '{operation.OperatorMethod.ContainingType.Name}'", "compute with times in a function")
            : null;
    }
}
