using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Jsonata;

namespace LambdaLift.Converter.Emit.Jsonata.Functions;

/// <summary>Values of any type, and ids.</summary>
internal static class ValueFunctions
{
    private static JsonataNode IsText(JsonataNode value) => Js.Equal(Js.Call("type", value), Js.String("string"));

    public static void AddTo(IDictionary<IrFunction, JsonataFunction> all)
    {
        all.Add(IrFunction.NotNull, (w, e) => w.IsNeverNull(e.Arguments[0]) ? w.Raw(e.Arguments[0]) : w.Present(e.Arguments[0]));
        all.Add(IrFunction.ToText, (w, e) => w.Text(e.Arguments[0], needsString: true));
        all.Add(IrFunction.NewGuid, (_, _) => Js.Call("uuid"));
        all.Add(IrFunction.AnswerJson, (w, e) => w.Let("body", w.Raw(e.Arguments[0]), body => Js.If(IsText(body), Js.Call("parse", body), body)));
        all.Add(IrFunction.IsText, (w, e) => IsText(w.Raw(e.Arguments[0])));
        all.Add(IrFunction.AnswerText, (w, e) => w.Let("body", w.Raw(e.Arguments[0]), body => Js.If(IsText(body), body, Js.Call("string", body))));
        all.Add(IrFunction.HttpStatus, (w, e) => Js.Call("number", Js.Call("substringAfter", w.Raw(e.Arguments[0]), Js.String(HttpTask.StatusErrorPrefix))));
    }
}
