using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using LambdaLift.StatesLanguage.Jsonata;

namespace LambdaLift.Converter.Emit.Jsonata.Functions;

/// <summary>Dictionaries are JSON objects; keys that are no texts are held as their text.</summary>
internal static class DictionaryFunctions
{
    public static void AddTo(IDictionary<IrFunction, JsonataFunction> all)
    {
        all.Add(IrFunction.Merge, (w, e) => Js.Call("merge", Js.Array(e.Arguments.Select(w.Raw))));
        all.Add(IrFunction.ContainsKey, (w, e) => Js.Exists(Lookup(w, e)));
        all.Add(IrFunction.Item, (w, e) => Lookup(w, e));
        all.Add(IrFunction.ItemOrDefault, (w, e) => w.Let("found", Lookup(w, e), found => Js.If(Js.Exists(found), found, w.Defined(e.Arguments[2]))));
        all.Add(IrFunction.Keys, (w, e) => Keys(w, e));
        all.Add(IrFunction.Values, (w, e) =>
        {
            var value = w.Name("value");
            return SequenceFunctions.List(Js.Call("each", w.Raw(e.Arguments[0]), Js.Lambda([value], Js.Var(value))), e.Type.ElementType());
        });
        all.Add(IrFunction.Entries, (w, e) =>
        {
            var (value, key) = (w.Name("value"), w.Name("key"));
            return Js.Array(Js.Call("each", w.Raw(e.Arguments[0]), Js.Lambda([value, key], Js.Object(("Key", Js.Var(key)), ("Value", Js.Var(value))))));
        });
        all.Add(IrFunction.SetEntry, (w, e) => Js.Call("merge", Js.Array(w.Raw(e.Arguments[0]), Js.Object([(Key(w, e.Arguments[1]), w.Defined(e.Arguments[2]))]))));
        all.Add(IrFunction.RemoveKey, (w, e) =>
        {
            var (value, name) = (w.Name("value"), w.Name("key"));
            return w.Let("removed", Key(w, e.Arguments[1]), removed =>
                Js.Call("merge", Js.Array(Js.Object(), Js.Call("sift", w.Raw(e.Arguments[0]), Js.Lambda([value, name], Js.NotEqual(Js.Var(name), removed))))));
        });
        all.Add(IrFunction.ToDictionary, (w, e) =>
        {
            var (key, value) = ((IrLambda)e.Arguments[1], (IrLambda)e.Arguments[2]);
            var body = value.Body.Substitute(v => ReferenceEquals(v, value.Parameters[0]) ? new IrRead(key.Parameters[0], value.Origin) : null);
            return Js.Call("merge", Js.Array(Js.Call("map", w.Raw(e.Arguments[0]), Js.Lambda(key.Parameters.Select(w.Name), Js.Object([(Key(w, key.Body), w.Defined(body))])))));
        });
    }

    private static JsonataNode Lookup(JsonataExpressions w, IrCallFunction e) => e.Arguments[1] is IrConstant { Value: string key }
        ? Js.Path(w.Raw(e.Arguments[0]), key)
        : Js.Call("lookup", w.Raw(e.Arguments[0]), Key(w, e.Arguments[1]));

    /// <summary>The name of the member that holds a key's value.</summary>
    public static JsonataNode Key(JsonataExpressions w, IrExpression key) => key.Type.IsString() || key.Type is null || key.Type.Is("System.Guid") ? w.String(key) : Js.Call("string", w.Raw(key));

    private static JsonataNode Keys(JsonataExpressions w, IrCallFunction e)
    {
        var keys = Js.Call("keys", w.Raw(e.Arguments[0]));
        if (!e.Type.ElementType().IsNumeric())
            return Js.Array(keys);
        var key = w.Name("key");
        return Js.Array(Js.Call("map", Js.Array(keys), Js.Lambda([key], Js.Call("number", Js.Var(key)))));
    }
}
