using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Emit;

/// <summary>Tells expressions that hold an exception.</summary>
internal static class Errors
{
    public static bool IsError(IrExpression expression) =>
        expression is IrCaughtError or IrAsError or IrException or IrRead { Variable.IsError: true }
        || (expression is IrMember { Name: ExceptionMembers.Inner, Target: var target } && IsError(target));
}
