using System.Globalization;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Residual;

/// <summary>
/// Decimals in state. A number of a document stays a JSON number; what a generated function returns is text, because a decimal has
/// digits, and a scale, that a JSON number does not carry. Whoever needs a number takes either.
/// </summary>
internal static class DecimalText
{
    /// <summary>How state holds a constant: as text if a number would lose its scale or digits.</summary>
    public static object Held(decimal value)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        return ((double)value).ToString("R", CultureInfo.InvariantCulture) == text ? value : text;
    }

    /// <summary>The number of a constant that is held as text; null for every other expression.</summary>
    public static double? NumberOf(IrExpression expression) =>
        expression is IrConstant { Value: string text } && IsDecimal(expression) ? double.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>Whether an expression has the type <c>decimal</c> or <c>decimal?</c>.</summary>
    public static bool IsDecimal(IrExpression expression) =>
        (expression.Type.IsNullable(out var underlying) ? underlying : expression.Type)?.SpecialType == Microsoft.CodeAnalysis.SpecialType.System_Decimal;
}
