using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>Texts made of values: interpolation, composite formats, and what a value looks like as text.</summary>
internal sealed partial class Lowering
{
    private IrExpression Concat(ImmutableArray<IrExpression> parts, Origin origin)
    {
        var flat = parts.SelectMany(p => p is IrConcat inner ? inner.Parts : [p]).ToImmutableArray();
        return flat.All(p => p is IrConstant { Value: string or null })
            ? new IrConstant(string.Concat(flat.Select(p => (string?)((IrConstant)p).Value)), StringType, origin)
            : new IrConcat(flat, StringType, origin);
    }

    private IrExpression LowerInterpolation(IInterpolatedStringOperation operation, BlockBuilder into)
    {
        var holes = operation.Parts.Where(p => TextOf(p) is null).ToImmutableArray();
        var values = LowerOperands(holes.Select(Value).ToImmutableArray(), into);
        var next = 0;
        var parts = operation.Parts.Select(part =>
        {
            if (TextOf(part) is { } text)
                return new IrConstant(text, StringType, At(part));
            var (format, alignment) = Layout(part);
            return Aligned(part, FormatText(part, values[next++], format), alignment);
        });
        return Concat(parts.ToImmutableArray(), At(operation));

        // A handler of interpolated strings, such as StringBuilder's, gets each part by a call.
        static string? TextOf(IInterpolatedStringContentOperation part) => part switch
        {
            IInterpolatedStringTextOperation literal => literal.Text.ConstantValue.Value as string,
            IInterpolatedStringAppendOperation { Kind: OperationKind.InterpolatedStringAppendLiteral, AppendCall: IInvocationOperation { Arguments: [{ Value.ConstantValue.Value: string literal }] } } => literal,
            _ => null,
        };
        static IOperation Value(IInterpolatedStringContentOperation part) => part switch
        {
            IInterpolationOperation hole => hole.Expression,
            IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation { Arguments: [{ Value: var value }, ..] } } => value,
            _ => part,
        };
    }

    private (string? Format, int Alignment) Layout(IInterpolatedStringContentOperation part) => part.Syntax is InterpolationSyntax hole
        ? (hole.FormatClause?.FormatStringToken.ValueText, hole.AlignmentClause is { } clause && _frame.Model.GetConstantValue(clause.Value, _cancellationToken) is { Value: int width } ? width : 0)
        : default;

    private IrExpression Aligned(IOperation operation, IrExpression text, int alignment)
    {
        if (alignment == 0)
            return text;
        IrExpression whole = text.Type.IsString() ? new IrCoalesce(text, new IrConstant("", StringType, text.Origin), StringType, text.Origin) : new IrConcat([text], StringType, text.Origin);
        return new IrCallFunction(
            alignment > 0 ? IrFunction.PadLeft : IrFunction.PadRight,
            [ExpressionSimplifier.Simplify(whole), new IrConstant(Math.Abs(alignment), IntType, text.Origin), new IrConstant(" ", StringType, text.Origin)],
            StringType,
            At(operation));
    }

    /// <summary>Checks that the text of a value is the same on both sides.</summary>
    private IrExpression AsText(IOperation operation, IrExpression value)
    {
        if (value is IrConstant { Value: char c })
            return new IrConstant(c.ToString(), StringType, value.Origin);
        var type = value.Type.IsNullable(out var underlying) ? underlying : value.Type;
        if (value is IrConstant { Value: null } || type.IsString() || type.IsBoolean() || type.IsSdkEnum() || type.IsTextCarrier() || type?.SpecialType == SpecialType.System_Char || type.Is("System.Guid"))
            return value;
        if (type.IsInteger())
            return value;
        if (type is { TypeKind: TypeKind.Enum })
            return EnumMembers.IsFlags(type) ? Refuse(operation, "The text of a set of flags", "write the flags one by one") : value;
        if (type.IsNumeric())
            return _options.DecimalAsDouble ? value : Refuse(operation, $"The text of a '{type!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'", NumberAdvice);
        if (IsTimeOrDuration(type))
            return FormatText(operation, value, type.IsTime() ? "G" : "c");
        return Refuse(operation, $"The text of a value of type '{type?.Name}'", "make the text in a function, or use a string, integer or boolean");
    }

    /// <summary>A value's text by a format, as <c>ToString(format)</c> and interpolation give it in the invariant culture.</summary>
    private IrExpression FormatText(IOperation operation, IrExpression value, string? format)
    {
        var type = value.Type.IsNullable(out var underlying) ? underlying : value.Type;
        if (string.IsNullOrEmpty(format) || type.IsString() || type.IsBoolean())
            return AsText(operation, value);
        var formatted = FormatPresent(operation, value, type, format!);
        if (formatted is null)
            return Refuse(operation, $"The format '{format}' of a '{type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'", "make the text in a function");
        return underlying is null || ExpressionSimplifier.IsNeverNull(value)
            ? formatted
            : new IrConditional(new IrBinary(IrOperator.NotEqual, value, new IrConstant(null, null, value.Origin), BooleanType, value.Origin), formatted, new IrConstant("", StringType, value.Origin), StringType, value.Origin);
    }

    private IrExpression? FormatPresent(IOperation operation, IrExpression value, ITypeSymbol? type, string format)
    {
        var origin = At(operation);
        if (type.Is("System.Guid"))
        {
            IrExpression digits = new IrCallFunction(IrFunction.Replace, [value, new IrConstant("-", StringType, origin), new IrConstant("", StringType, origin)], StringType, origin);
            return format switch
            {
                "D" or "d" => value,
                "N" or "n" => digits,
                "B" or "b" => Concat([new IrConstant("{", StringType, origin), value, new IrConstant("}", StringType, origin)], origin),
                "P" or "p" => Concat([new IrConstant("(", StringType, origin), value, new IrConstant(")", StringType, origin)], origin),
                _ => null,
            };
        }

        if (type is { TypeKind: TypeKind.Enum })
            return format is "D" or "d" ? new IrCallFunction(IrFunction.ToText, [Retyped(value, IntType)], StringType, origin) : format is "G" or "g" && !EnumMembers.IsFlags(type) ? value : null;
        if (IsTimeOrDuration(type))
            return FormatTime(operation, value, format);
        if (!type.IsNumeric())
            return null;
        if (type.IsInteger() && format is "G" or "g" or "D" or "d" or "N0" or "F0" or "0" && format is not "N0")
            return new IrCallFunction(IrFunction.ToText, [value], StringType, origin);
        if (type.IsInteger() && format.Length <= 2 && format[0] is 'X' or 'x' && (format.Length == 1 || char.IsDigit(format[1])) && NumericRange.Of(value).IsNotNegative)
        {
            IrExpression hex = new IrCallFunction(IrFunction.Hexadecimal, [value], StringType, origin);
            if (format[0] == 'X')
                hex = new IrCallFunction(IrFunction.ToUpper, [hex], StringType, origin);
            return format.Length == 1 ? hex : new IrCallFunction(IrFunction.PadLeft, [hex, new IrConstant(format[1] - '0', IntType, origin), new IrConstant("0", StringType, origin)], StringType, origin);
        }

        if (NumberPicture(format, type) is not var (picture, decimals))
            return null;
        if (!type.IsInteger())
        {
            if (!_options.DecimalAsDouble)
                return Refuse(operation, $"The text of a '{type!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'", NumberAdvice);
            value = RoundTo(value, decimals, IrFunction.RoundAwayFromZero, type!, origin);
        }

        return new IrCallFunction(IrFunction.FormatNumber, [value, new IrConstant(picture, StringType, origin)], StringType, origin);
    }

    private static IrExpression Retyped(IrExpression value, ITypeSymbol? type) => value is IrConstant constant ? constant with { Type = type } : new IrCallFunction(IrFunction.Truncate, [value], type, value.Origin);

    // The pictures that mean the same in .NET and in XPath's format-number: digits, grouping by thousands, decimals.
    private static (string Picture, int Decimals)? NumberPicture(string format, ITypeSymbol? type)
    {
        var digits = format.Length > 1 && int.TryParse(format.Substring(1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : format.Length == 1 ? -1 : -2;
        string Decimals(int count) => count == 0 ? "" : "." + new string('0', count);
        if (digits is > -2 and <= 15)
        {
            switch (format[0])
            {
                case 'D' or 'd' when type.IsInteger() && digits > 0:
                    return (new string('0', digits), 0);
                case 'F' or 'f':
                    return ("0" + Decimals(digits < 0 ? 2 : digits), digits < 0 ? 2 : digits);
                case 'N' or 'n':
                    return ("#,##0" + Decimals(digits < 0 ? 2 : digits), digits < 0 ? 2 : digits);
            }
        }

        var point = format.IndexOf('.');
        var whole = point < 0 ? format : format.Substring(0, point);
        var fraction = point < 0 ? "" : format.Substring(point + 1);
        var isKnown = whole.TrimStart('#').All(c => c == '0') && whole.EndsWith("0", StringComparison.Ordinal) || whole == "#,##0";
        if (!isKnown || fraction.TrimStart('0').Any(c => c != '#') || (point >= 0 && fraction.Length == 0) || fraction.Length > 15)
            return null;
        return (format, fraction.Length);
    }

    /// <summary><c>string.Format</c> with a constant format.</summary>
    private IrExpression? LowerFormat(KnownCall c, int formatAt)
    {
        if (c.Constant(formatAt) is not string format)
            return null;
        var operands = ImmutableArray.CreateBuilder<IOperation>();
        foreach (var argument in c.Invocation.Arguments.Where(a => a.Parameter!.Ordinal > formatAt))
        {
            if (Unwrap(argument.Value) is IArrayCreationOperation { Initializer: { } list } && argument.ArgumentKind != ArgumentKind.Explicit)
                operands.AddRange(list.ElementValues);
            else if (argument.ArgumentKind == ArgumentKind.Explicit)
                operands.Add(argument.Value);
            else
                operands.AddRange(argument.Value.ChildOperations);
        }

        var values = LowerOperands(operands.Select(Unwrap).ToImmutableArray(), c.Into);
        var parts = new List<IrExpression>();
        var pieces = CompositeFormat.Parse(format);
        foreach (var unused in values.Where((_, i) => pieces?.Any(piece => piece.Text is null && piece.Index == i) != true))
            AlwaysEvaluated(unused, c.Into);
        foreach (var piece in pieces ?? [])
        {
            if (piece.Text is not null)
                parts.Add(c.Text(piece.Text));
            else if (piece.Index < values.Length)
                parts.Add(Aligned(c.Invocation, FormatText(operands[piece.Index], values[piece.Index], piece.Format), piece.Alignment));
            else
                return null;
        }

        return pieces is null ? null : Concat(parts.ToImmutableArray(), c.Origin);
    }
}
