using LambdaLift.Converter.Ir;

namespace LambdaLift.Converter.Frontend;

/// <summary>The checks of arguments that the base library has: <c>ArgumentNullException.ThrowIfNull</c> and its kin, with the messages of .NET 8 and later.</summary>
internal sealed partial class Lowering
{
    private static void AddArgumentGuards(KnownMethodTable table)
    {
        table.Add("System.ArgumentNullException", "ThrowIfNull", c =>
        {
            if (IsSurelyThere(c))
                return Nothing(c);
            if (ParameterName(c, 1) is null)
                return null;
            ThrowIfNull(c);
            return Nothing(c);
        }, "of a value");
        table.Add("System.ArgumentException", "ThrowIfNullOrEmpty", c => ThrowIfBlank(c, IrFunction.IsNullOrEmpty, "The value cannot be an empty string."));
        table.Add("System.ArgumentException", "ThrowIfNullOrWhiteSpace", c => ThrowIfBlank(c, IrFunction.IsNullOrWhiteSpace, "The value cannot be an empty string or composed entirely of whitespace."));
        foreach (var (name, failure, wanted) in new[]
        {
            ("ThrowIfNegative", IrOperator.Less, "a non-negative value"),
            ("ThrowIfZero", IrOperator.Equal, "a non-zero value"),
            ("ThrowIfNegativeOrZero", IrOperator.LessOrEqual, "a non-negative and non-zero value"),
        })
        {
            table.Add("System.ArgumentOutOfRangeException", name, c => ThrowIfOutside(c, failure, c.Number(0), [c.Text(wanted)], 1), "integers");
        }

        foreach (var (name, failure, wanted) in new[]
        {
            ("ThrowIfGreaterThan", IrOperator.Greater, "less than or equal to"),
            ("ThrowIfGreaterThanOrEqual", IrOperator.GreaterOrEqual, "less than"),
            ("ThrowIfLessThan", IrOperator.Less, "greater than or equal to"),
            ("ThrowIfLessThanOrEqual", IrOperator.LessOrEqual, "greater than"),
        })
        {
            table.Add("System.ArgumentOutOfRangeException", name, c => c.ParameterType(0).IsInteger() ? ThrowIfOutside(c, failure, c[1], [c.Text(wanted + " '"), c[1], c.Text("'")], 2) : null, "integers");
        }
    }

    // Services, clients and the context are there.
    private static bool IsSurelyThere(KnownCall c) => c.Lowering.Resolve(Unwrap(c.Argument(0)).Type) is var type && (type.IsOpaque() || IsService(type));

    private static string? ParameterName(KnownCall c, int ordinal) => c.Constant(ordinal) as string;

    private static void ThrowIfNull(KnownCall c) => c.Guard(
        c.Compare(IrOperator.Equal, c[0], new IrConstant(null, null, c.Origin)), "System.ArgumentNullException", $"Value cannot be null. (Parameter '{ParameterName(c, 1)}')");

    private static IrExpression? ThrowIfBlank(KnownCall c, IrFunction isBlank, string message)
    {
        if (ParameterName(c, 1) is not { } name)
            return null;
        ThrowIfNull(c);
        c.Guard(c.Call(isBlank, c.Lowering.BooleanType, c[0]), "System.ArgumentException", $"{message} (Parameter '{name}')");
        return Nothing(c);
    }

    private static IrExpression? ThrowIfOutside(KnownCall c, IrOperator failure, IrExpression limit, IrExpression[] wanted, int nameOrdinal)
    {
        if (!c[0].Type.IsInteger() || ParameterName(c, nameOrdinal) is not { } name)
            return null;
        c.Guard(c.Compare(failure, c[0], limit), OutOfRange, c.Lowering.MustBe(name, c[0], wanted, c.Origin));
        return Nothing(c);
    }

    private static IrConstant Nothing(KnownCall c) => new(null, null, c.Origin);

    /// <summary>What <c>ArgumentOutOfRangeException.ThrowIfNegative</c> and its kin say.</summary>
    private IrExpression MustBe(string name, IrExpression value, IrExpression[] wanted, Origin origin)
    {
        IrConstant Text(string text) => new(text, StringType, origin);
        return Concat([Text(name + " ('"), value, Text("') must be "), .. wanted, Text($". (Parameter '{name}')\nActual value was "), value, Text(".")], origin);
    }
}
