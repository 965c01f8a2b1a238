using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using LambdaLift.StatesLanguage.Jsonata;

namespace LambdaLift.Converter.Emit.Jsonata.Functions;

/// <summary>From text to values and back. That a text is what it should be has been decided before.</summary>
internal static class ConversionFunctions
{
    public static void AddTo(IDictionary<IrFunction, JsonataFunction> all)
    {
        all.Add(IrFunction.ToNumber, (w, e) => Js.Call("number", w.Raw(e.Arguments[0])));
        all.Add(IrFunction.ParseNumber, ParseNumber);
        all.Add(IrFunction.ParseBoolean, (w, e) => Js.Equal(Js.Call("lowercase", Js.Call("trim", w.String(e.Arguments[0]))), Js.String("true")));
        all.Add(IrFunction.ParseGuid, (w, e) => Js.Call(
            "replace",
            Js.Call("lowercase", Js.Call("replace", w.String(e.Arguments[0]), Js.Regex("[{}()\\s\\-]"), Js.String(""))),
            Js.Regex("^(.{8})(.{4})(.{4})(.{4})(.{12})$"),
            Js.String("$1-$2-$3-$4-$5")));
        all.Add(IrFunction.EnumName, (w, e) => w.EnumName(w.Raw(e.Arguments[0]), e.Arguments[0].Type!));
        all.Add(IrFunction.ParseEnum, ParseEnum);
    }

    private static JsonataNode ParseNumber(JsonataExpressions w, IrCallFunction e)
    {
        var text = w.String(e.Arguments[0]);
        if (e.Type.IsInteger())
            return Js.Call("number", Js.Call("replace", Js.Call("trim", text), Js.String("+"), Js.String("")));

        // C# takes ".5" and "5." and digit groups, which $number does not.
        return w.Let("text", text, whole =>
        {
            var plain = Js.Call("replace", Js.Call("replace", Js.Call("replace", whole, Js.Regex("[\\s,]"), Js.String("")), Js.Regex("^[+\\-]"), Js.String("")), Js.Regex("\\.([eE]|$)"), Js.String("$1"));
            var number = Js.Call("number", Js.Concat(Js.String("0"), plain));
            return Js.If(Js.Call("contains", whole, Js.Regex("^\\s*-")), Js.Negate(number), number);
        });
    }

    private static JsonataNode ParseEnum(JsonataExpressions w, IrCallFunction e)
    {
        var ignoreCase = e.Arguments[1] is IrConstant { Value: true };
        var members = EnumMembers.Of(e.Type!).Select(m => (ignoreCase ? m.Name.ToLowerInvariant() : m.Name, JsonataExpressions.Constant(m.Value))).GroupBy(m => m.Item1).Select(g => g.First()).ToArray();
        JsonataNode text = Js.Call("trim", w.String(e.Arguments[0]));
        return Js.Call("lookup", Js.Object(members), ignoreCase ? Js.Call("lowercase", text) : text);
    }
}
