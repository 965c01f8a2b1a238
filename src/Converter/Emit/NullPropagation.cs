using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Emit;

/// <summary><c>a?.B?.C</c> on a service's answer: a path that finds nothing where <c>a</c> or <c>B</c> is not there.</summary>
internal static class NullPropagation
{
    /// <summary>The member access that finds nothing where the conditional is null; null if the conditional is something else.</summary>
    public static IrMember? Of(IrConditional conditional)
    {
        if (conditional is not { Condition: IrBinary { Operator: IrOperator.NotEqual, Left: var receiver, Right: IrConstant { Value: null } }, WhenFalse: IrConstant { Value: null } } || !receiver.Type.IsSdkModel())
            return null;
        var member = conditional.WhenTrue switch
        {
            IrMember direct => direct,
            IrConditional inner => Of(inner),
            _ => null,
        };
        for (IrExpression? e = member; e is IrMember { TargetMayBeNull: false } m && m.Target.Type.IsSdkModel(); e = m.Target)
        {
            if (m.Target.IsSameAs(receiver))
                return member;
        }

        return null;
    }
}
