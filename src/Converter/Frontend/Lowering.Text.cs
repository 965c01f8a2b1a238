using System.Collections.Immutable;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

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
        var holes = operation.Parts.OfType<IInterpolationOperation>().ToImmutableArray();
        foreach (var hole in holes.Where(h => h.FormatString is not null || h.Alignment is not null))
            Refuse(hole, "A format or alignment in an interpolated string", "format the value in a function, or leave the format out");
        var values = LowerOperands(holes.Select(h => h.Expression).ToImmutableArray(), into);
        var next = 0;
        var parts = operation.Parts.Select(part => part is IInterpolatedStringTextOperation text
            ? new IrConstant(text.Text.ConstantValue.Value, StringType, At(part))
            : AsText(holes[next].Expression, values[next++]));
        return Concat(parts.ToImmutableArray(), At(operation));
    }

    /// <summary>Checks that the text of a value is the same on both sides.</summary>
    private IrExpression AsText(IOperation operation, IrExpression value)
    {
        var type = value.Type.IsNullable(out var underlying) ? underlying : value.Type;
        var known = value is IrConstant { Value: null } || type.IsString() || type.IsInteger() || type.IsBoolean() || type.IsSdkEnum() || type.IsTextCarrier()
            || type.Is("System.Guid");
        return known ? value : Refuse(operation, $"The text of a value of type '{type?.Name}'", "make the text in a function, or use a string, integer or boolean");
    }
}
