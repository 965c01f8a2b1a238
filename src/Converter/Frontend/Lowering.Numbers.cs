using LambdaLift.Converter.Diagnostics;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

internal sealed partial class Lowering
{
    private static void AddNumberMethods(KnownMethodTable table)
    {
        table.Add("System.Math", "Abs Floor Ceiling Truncate Sign Sqrt", Single, NumberNote);
        table.Add("System.Math", "Min Max", c => c.Lowering.Computed(c, c.Call(c.Method.Name == "Min" ? IrFunction.Min : IrFunction.Max, c[0], c[1])), NumberNote);
        table.Add("System.Math", "Pow", c => c.Call(IrFunction.Power, c[0], c[1]), "the last digit of the result may differ");
        table.Add("System.Math", "Clamp", Clamped, NumberNote);
        table.Add("System.Math", "Round", Rounded, "constant digits; " + NumberNote);
        foreach (var type in new[] { "System.Int32", "System.Int64", "System.Int16", "System.Byte", "System.SByte", "System.UInt16", "System.UInt32", "System.UInt64", "System.Double", "System.Single", "System.Decimal", "System.Boolean", "System.Guid" })
            table.Add(type, "ToString", Formatted, "formats D, F, N, X (not negative), and digits with grouping; " + NumberNote);
        foreach (var type in new[] { "System.Int32", "System.Int64", "System.Double", "System.Decimal" })
        {
            table.Add(type, "CompareTo", c => c.Lowering.Difference(c), "to be compared with 0");
            table.Add(type, "Equals", c => SymbolEqualityComparer.Default.Equals(c.ParameterType(0), c.Method.ContainingType) ? c.Compare(IrOperator.Equal, c.Instance, c[0]) : null);
        }
    }

    private const string NumberNote = "decimal and float with --decimal-as-double";

    /// <summary>A number that doubles give exactly, or a refusal.</summary>
    private IrExpression Computed(KnownCall c, IrExpression value) => c.Type.IsNumeric() && IsComputable(value, c.Type)
        ? value
        : c.Refuse($"'{c.Type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' arithmetic", NumberAdvice);

    private static IrExpression? Single(KnownCall c)
    {
        IrFunction? function = c.Method.Name switch
        {
            "Abs" => IrFunction.Abs,
            "Floor" => IrFunction.Floor,
            "Ceiling" => IrFunction.Ceiling,
            "Truncate" => IrFunction.Truncate,
            "Sign" => IrFunction.Sign,
            "Sqrt" => IrFunction.SquareRoot,
            _ => null,
        };
        if (function is null || (c.Method.Name == "Sign" && !c.Lowering.IsComputable(c[0], c[0].Type)))
            return null;
        if (c.Method.Name == "Abs" && c.Type.IsInteger())
            c.Guard(c.Compare(IrOperator.Equal, c[0], new IrConstant(NumericRange.OfType(c.Type).Least, c.Type, c.Origin)), "System.OverflowException", "Negating the minimum value of a twos complement number is invalid.");
        return c.Lowering.Computed(c, c.Call(function.Value, c[0]));
    }

    private static IrExpression? Clamped(KnownCall c)
    {
        var (value, least, greatest) = (c[0], c[1], c[2]);
        c.Guard(
            c.Compare(IrOperator.Greater, least, greatest),
            "System.ArgumentException",
            c.Lowering.Concat([c.Text("'"), least, c.Text("' cannot be greater than "), greatest, c.Text(".")], c.Origin));
        return c.Lowering.Computed(c, c.Call(IrFunction.Min, c.Call(IrFunction.Max, value, least), greatest));
    }

    private static IrExpression? Rounded(KnownCall c)
    {
        var midpoint = Parameter(c, 1, t => t.Is("System.MidpointRounding"));
        var mode = midpoint < 0 ? "ToEven" : c.EnumArgument(midpoint);
        var digits = c.ParameterType(1)?.SpecialType == SpecialType.System_Int32 ? c.Constant(1) as int? : 0;
        if (digits is not { } places || mode is null)
            return null;
        IrFunction? function = mode switch
        {
            "ToEven" => IrFunction.Round,
            "AwayFromZero" => IrFunction.RoundAwayFromZero,
            "ToZero" => IrFunction.Truncate,
            "ToNegativeInfinity" => IrFunction.Floor,
            "ToPositiveInfinity" => IrFunction.Ceiling,
            _ => null,
        };
        return function is null ? null : c.Lowering.Computed(c, c.Lowering.RoundTo(c[0], places, function.Value, c.Type!, c.Origin));
    }

    /// <summary>
    /// Rounds to a number of decimals as <c>Math.Round</c> does: of a double by scaling it in binary; of a decimal after its product has been brought
    /// back to decimal digits.
    /// </summary>
    private IrExpression RoundTo(IrExpression value, int places, IrFunction function, ITypeSymbol type, Origin origin)
    {
        if (places == 0)
            return new IrCallFunction(function, [value], type, origin);
        var scale = new IrConstant(Math.Pow(10, places), type, origin);
        IrExpression scaled = new IrBinary(IrOperator.Multiply, value, scale, type, origin);
        if (type.SpecialType == SpecialType.System_Decimal)
            scaled = new IrCallFunction(IrFunction.ParseNumber, [new IrCallFunction(IrFunction.ToText, [scaled], StringType, origin)], IntType, origin);
        return new IrBinary(IrOperator.Divide, new IrCallFunction(function, [scaled], type, origin), scale, type, origin);
    }

    private static IrExpression? Formatted(KnownCall c)
    {
        if (c.Invocation.Instance is null)
            return null;
        if (c.Arity == 0 || c.ParameterType(0).Is("System.IFormatProvider"))
            return Whole(c, c.Lowering.FormatText(c.Invocation, c.Instance, null));
        return c.Constant(0) is string or null && Unwrap(c.Argument(0)).ConstantValue.HasValue ? Whole(c, c.Lowering.FormatText(c.Invocation, c.Instance, c.Constant(0) as string)) : null;
    }

    // A number's own value stands for its text inside a text; by itself it has to become one.
    private static IrExpression Whole(KnownCall c, IrExpression text) => text switch
    {
        IrConstant { Value: int or long or short or byte } number when number.Type is not { TypeKind: TypeKind.Enum } => c.Text(System.Convert.ToString(number.Value, System.Globalization.CultureInfo.InvariantCulture)),
        IrConstant { Value: string } => text,
        _ => text.Type.IsString() || text.Type.Is("System.Guid") ? text : c.Call(IrFunction.ToText, text),
    };

    private IrExpression? Difference(KnownCall c)
    {
        if (c.Arity != 1 || !SymbolEqualityComparer.Default.Equals(c.ParameterType(0), c.Method.ContainingType))
            return null;
        return new IrConditional(
            c.Compare(IrOperator.Less, c.Instance, c[0]),
            c.Number(-1),
            new IrConditional(c.Compare(IrOperator.Greater, c.Instance, c[0]), c.Number(1), c.Number(0), IntType, c.Origin),
            IntType,
            c.Origin);
    }

    /// <summary>Numeric conversions: widening keeps the value, a floating-point number is cut to an integer, what does not fit wraps and is reported.</summary>
    private IrExpression LowerNumericConversion(IConversionOperation conversion, IrExpression operand, ITypeSymbol? type)
    {
        var origin = At(conversion);
        var target = type.IsNullable(out var underlying) ? underlying : type;
        var source = operand.Type.IsNullable(out var inner) ? inner : operand.Type;
        if (target is { TypeKind: TypeKind.Enum } || source is { TypeKind: TypeKind.Enum })
            return operand is IrConstant member ? member with { Type = type } : new IrCallFunction(IrFunction.Truncate, [operand], type, origin);
        if (source?.SpecialType == SpecialType.System_Char || target?.SpecialType == SpecialType.System_Char)
            return Refuse(conversion, "The number of a character", "compare characters, or parse digits");
        if (operand is IrConstant constant)
            return constant.Value is null ? constant : constant with { Type = type };
        var needsRounding = target?.SpecialType == SpecialType.System_Single || source?.SpecialType is SpecialType.System_Single or SpecialType.System_Decimal;
        if (needsRounding && target?.SpecialType != source?.SpecialType && !_options.DecimalAsDouble)
            return Refuse(conversion, $"A conversion from '{source?.Name}' to '{target?.Name}'", NumberAdvice);
        if (!target.IsInteger())
            return operand;
        if (!source.IsInteger() || !NumericRange.Of(operand).IsWithin(NumericRange.OfType(target)))
            Report(LiftDescriptors.IntegerOverflow, origin, $"The conversion to '{target!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'");
        return source.IsInteger() ? operand : IfPresent(operand, e => new IrCallFunction(IrFunction.Truncate, [e], type, origin), type, origin);
    }

    /// <summary>Converts a value unless it is null.</summary>
    private IrExpression IfPresent(IrExpression value, Func<IrExpression, IrExpression> convert, ITypeSymbol? type, Origin origin) =>
        value.Type.IsNullable(out _) && !ExpressionSimplifier.IsNeverNull(value)
            ? new IrConditional(new IrBinary(IrOperator.NotEqual, value, new IrConstant(null, null, origin), BooleanType, origin), convert(value), new IrConstant(null, type, origin), type, origin)
            : convert(value);
}
