using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using LambdaLift.StatesLanguage.Jsonata;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Emit.Jsonata.Functions;

/// <summary>Numbers: doubles on both sides, integers exactly up to 2^53.</summary>
internal static class NumberFunctions
{
    public static void AddTo(IDictionary<IrFunction, JsonataFunction> all)
    {
        void Call(IrFunction function, string name) => all.Add(function, (w, e) => Js.Call(name, e.Arguments.Select(w.Raw).ToArray()));

        Call(IrFunction.Abs, "abs");
        Call(IrFunction.Floor, "floor");
        Call(IrFunction.Ceiling, "ceil");
        Call(IrFunction.Round, "round");
        Call(IrFunction.Power, "power");
        Call(IrFunction.SquareRoot, "sqrt");
        Call(IrFunction.FormatNumber, "formatNumber");
        all.Add(IrFunction.Min, (w, e) => Js.Call("min", Js.Array(e.Arguments.Select(w.Raw))));
        all.Add(IrFunction.Max, (w, e) => Js.Call("max", Js.Array(e.Arguments.Select(w.Raw))));
        all.Add(IrFunction.Truncate, (w, e) => e.Arguments[0].Type is { TypeKind: TypeKind.Enum } || e.Arguments[0].Type.IsInteger() ? w.Raw(e.Arguments[0]) : Truncate(w, w.Raw(e.Arguments[0]), NumericRange.Of(e.Arguments[0])));
        all.Add(IrFunction.RoundAwayFromZero, (w, e) => w.Let("number", w.Raw(e.Arguments[0]), number => w.Let("whole", Truncate(w, number, NumericRange.Of(e.Arguments[0])), whole =>
            Js.If(Js.Binary(">=", Js.Call("abs", Js.Binary("-", number, whole)), Js.Number(0.5)), Js.Binary("+", whole, Sign(number)), whole))));
        all.Add(IrFunction.Sign, (w, e) => w.Let("number", w.Raw(e.Arguments[0]), Sign));
        all.Add(IrFunction.BitAnd, (w, e) => w.Let("number", w.Raw(e.Arguments[0]), number => BitAnd(number, Convert.ToInt64(((IrConstant)e.Arguments[1]).Value, System.Globalization.CultureInfo.InvariantCulture))));
        all.Add(IrFunction.Hexadecimal, (w, e) => Js.Call("formatBase", w.Raw(e.Arguments[0]), Js.Number(16)));
    }

    /// <summary>Integer division as C# does it: towards zero.</summary>
    public static JsonataNode Divide(JsonataExpressions w, IrBinary e)
    {
        var quotient = Js.Binary("/", w.Raw(e.Left), w.Raw(e.Right));
        if (!e.Type.IsInteger())
            return quotient;
        var (left, right) = (NumericRange.Of(e.Left), NumericRange.Of(e.Right));
        return Truncate(w, quotient, left.IsNotNegative && right.IsNotNegative ? new NumericRange(0, double.MaxValue) : NumericRange.Everything);
    }

    private static JsonataNode Truncate(JsonataExpressions w, JsonataNode number, NumericRange range) => range.IsNotNegative
        ? Js.Call("floor", number)
        : w.Let("number", number, n => Js.If(Js.Binary("<", n, Js.Number(0)), Js.Call("ceil", n), Js.Call("floor", n)));

    private static ConditionalExpression Sign(JsonataNode number) =>
        Js.If(Js.Binary(">", number, Js.Number(0)), Js.Number(1), Js.If(Js.Binary("<", number, Js.Number(0)), Js.Number(-1), Js.Number(0)));

    // The floor of a quotient shifts a negative number's two's complement as well.
    private static JsonataNode BitAnd(JsonataNode number, long mask)
    {
        if (mask == 0)
            return Js.Number(0);
        if ((mask & (mask + 1)) == 0)
            return Js.Binary("-", number, Js.Binary("*", Js.Number(mask + 1), Js.Call("floor", Js.Binary("/", number, Js.Number(mask + 1)))));
        var bits = Enumerable.Range(0, 62).Select(b => 1L << b).Where(b => (mask & b) != 0)
            .Select(b => (JsonataNode)Js.If(Js.NotEqual(Js.Binary("%", Js.Call("floor", Js.Binary("/", number, Js.Number(b))), Js.Number(2)), Js.Number(0)), Js.Number(b), Js.Number(0)));
        return bits.Aggregate((a, b) => Js.Binary("+", a, b));
    }
}
