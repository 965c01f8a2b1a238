using LambdaLift.Converter.Ir;
using LambdaLift.StatesLanguage.Jsonata;

namespace LambdaLift.Converter.Emit.Jsonata.Functions;

/// <summary>Values of any type, and ids.</summary>
internal static class ValueFunctions
{
    public static void AddTo(IDictionary<IrFunction, JsonataFunction> all)
    {
        all.Add(IrFunction.NotNull, (w, e) => w.IsNeverNull(e.Arguments[0]) ? w.Raw(e.Arguments[0]) : w.Present(e.Arguments[0]));
        all.Add(IrFunction.ToText, (w, e) => w.Text(e.Arguments[0], needsString: true));
        all.Add(IrFunction.NewGuid, (_, _) => Js.Call("uuid"));
    }
}
