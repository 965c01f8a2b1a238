using System.Globalization;
using LambdaLift.Converter.Frontend;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Ir;

/// <summary>The numbers that an expression can have, as far as its shape and type tell.</summary>
/// <param name="Least">The least one.</param>
/// <param name="Greatest">The greatest one.</param>
internal readonly record struct NumericRange(double Least, double Greatest)
{
    /// <summary>The greatest integer up to which a JSON number holds every integer exactly.</summary>
    public const double ExactLimit = 9007199254740992;

    // A state's data has at most 256 KiB (Step Functions quotas), so no list has more elements and no text more characters.
    private const double MaxCount = 262144;

    /// <summary>Any number.</summary>
    public static NumericRange Everything { get; } = new(double.MinValue, double.MaxValue);

    /// <summary>Whether no number is below zero.</summary>
    public bool IsNotNegative => Least >= 0;

    /// <summary>Whether all numbers are within another range.</summary>
    public bool IsWithin(NumericRange other) => Least >= other.Least && Greatest <= other.Greatest;

    /// <summary>Whether every integer of the range is exact in a JSON number.</summary>
    public bool IsExact => Least >= -ExactLimit && Greatest <= ExactLimit;

    /// <summary>The range of a type's values.</summary>
    public static NumericRange OfType(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_SByte => new(sbyte.MinValue, sbyte.MaxValue),
        SpecialType.System_Byte => new(0, byte.MaxValue),
        SpecialType.System_Int16 => new(short.MinValue, short.MaxValue),
        SpecialType.System_UInt16 => new(0, ushort.MaxValue),
        SpecialType.System_Int32 => new(int.MinValue, int.MaxValue),
        SpecialType.System_UInt32 => new(0, uint.MaxValue),
        SpecialType.System_Int64 => new(long.MinValue, long.MaxValue),
        SpecialType.System_UInt64 => new(0, ulong.MaxValue),
        SpecialType.System_Boolean => new(0, 1),
        _ => Everything,
    };

    /// <summary>The range of an expression before its type wraps or rounds it.</summary>
    public static NumericRange Of(IrExpression expression)
    {
        switch (expression)
        {
            case IrConstant { Value: bool or char or string or null }:
                return Everything;
            case IrConstant e:
                var value = Convert.ToDouble(e.Value, CultureInfo.InvariantCulture);
                return new(value, value);
            case IrBinary { Operator: var op } e when op is IrOperator.Add or IrOperator.Subtract or IrOperator.Multiply or IrOperator.Divide or IrOperator.Remainder:
                return Arithmetic(e, Of(e.Left), Of(e.Right));
            case IrConditional e:
                return Of(e.WhenTrue).Or(Of(e.WhenFalse));
            case IrCoalesce e:
                return Of(e.Value).Or(Of(e.WhenNull));
            case IrLet e:
                return Of(e.Body);
            case IrCallFunction { Function: IrFunction.Count or IrFunction.Length }:
                return new(0, MaxCount);
            case IrCallFunction { Function: IrFunction.IndexOf or IrFunction.LastIndexOf }:
                return new(-1, MaxCount);
            case IrCallFunction { Function: IrFunction.UnixSeconds }:
                return new(-62135596800, 253402300799);
            case IrCallFunction { Function: IrFunction.UnixMillis }:
                return new(-62135596800000, 253402300799999);
            case IrCallFunction { Function: IrFunction.Sign or IrFunction.CompareOrdinal }:
                return new(-1, 1);
            case IrCallFunction { Function: IrFunction.Sum } e:
                var each = e.Arguments.Length == 2 ? Of(((IrLambda)e.Arguments[1]).Body) : OfType(e.Arguments[0].Type.ElementType());
                return new(Math.Min(0, each.Least * MaxCount), Math.Max(0, each.Greatest * MaxCount));
            case IrCallFunction { Function: IrFunction.Abs, Arguments: [var signed] }:
                var range = Of(signed);
                return new(range.Least > 0 ? range.Least : 0, Math.Max(Math.Abs(range.Least), Math.Abs(range.Greatest)));
            case IrCallFunction { Function: IrFunction.Min, Arguments: [var a, var b] }:
                return new(Math.Min(Of(a).Least, Of(b).Least), Math.Min(Of(a).Greatest, Of(b).Greatest));
            case IrCallFunction { Function: IrFunction.Max, Arguments: [var a, var b] }:
                return new(Math.Max(Of(a).Least, Of(b).Least), Math.Max(Of(a).Greatest, Of(b).Greatest));
            case IrCallFunction { Function: IrFunction.Truncate or IrFunction.Floor or IrFunction.Ceiling or IrFunction.Round, Arguments: [var rounded] } when rounded.Type.IsNumeric():
                return Of(rounded);
            default:
                return OfType(expression.Type.IsNullable(out var underlying) ? underlying : expression.Type);
        }
    }

    private NumericRange Or(NumericRange other) => new(Math.Min(Least, other.Least), Math.Max(Greatest, other.Greatest));

    private static NumericRange Arithmetic(IrBinary e, NumericRange a, NumericRange b)
    {
        switch (e.Operator)
        {
            case IrOperator.Add:
                return new(a.Least + b.Least, a.Greatest + b.Greatest);
            case IrOperator.Subtract:
                return new(a.Least - b.Greatest, a.Greatest - b.Least);
            case IrOperator.Remainder:
                var limit = Math.Min(Math.Max(Math.Abs(b.Least), Math.Abs(b.Greatest)), Math.Max(Math.Abs(a.Least), Math.Abs(a.Greatest)));
                return new(a.IsNotNegative ? 0 : -limit, a.Greatest <= 0 ? 0 : limit);
            case IrOperator.Divide when e.Type.IsInteger():
                var largest = Math.Max(Math.Abs(a.Least), Math.Abs(a.Greatest));
                return a.IsNotNegative && b.IsNotNegative ? new(0, a.Greatest) : new(-largest, largest);
            case IrOperator.Divide:
                return Everything;
            default:
                double[] products = [a.Least * b.Least, a.Least * b.Greatest, a.Greatest * b.Least, a.Greatest * b.Greatest];
                return products.Any(double.IsNaN) ? Everything : new(products.Min(), products.Max());
        }
    }
}
