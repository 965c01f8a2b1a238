using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using LambdaLift.StatesLanguage.Jsonata;

namespace LambdaLift.Converter.Emit.Jsonata;

internal sealed partial class JsonataExpressions
{
    private JsonataNode Function(IrCallFunction e)
    {
        JsonataNode Argument(int i) => Raw(e.Arguments[i]);
        switch (e.Function)
        {
            case IrFunction.IsNullOrEmpty:
                var text = Defined(e.Arguments[0]);
                return Js.Or(Js.Equal(text, Js.Null), Js.Equal(text, Js.String("")));
            case IrFunction.IsNullOrWhiteSpace:
                var blank = Defined(e.Arguments[0]);
                return Js.Or(Js.Equal(blank, Js.Null), Js.Equal(Js.Call("trim", blank), Js.String("")));
            case IrFunction.ToLower:
                return Js.Call("lowercase", Argument(0));
            case IrFunction.ToUpper:
                return Js.Call("uppercase", Argument(0));
            case IrFunction.Trim:
                // JSONata's $trim also normalises inner white space: a regular expression takes the ends only.
                return Js.Call("replace", Argument(0), Js.Regex("^\\s+|\\s+$"), Js.String(""));
            case IrFunction.ToText:
                return Text(e.Arguments[0], needsString: true);
            case IrFunction.Lookup:
                var found = e.Arguments[1] is IrConstant { Value: string key } ? Js.Path(Argument(0), key) : Js.Call("lookup", Argument(0), Argument(1));
                return Js.If(Js.Exists(found), found, Js.Null);
            case IrFunction.Merge:
                return Js.Call("merge", Js.Array(e.Arguments.Select(Raw)));
            case IrFunction.ToNumber:
                return Js.Call("number", Argument(0));
            case IrFunction.Count:
                return e.Arguments[0].Type.IsDictionary() ? Js.Call("count", Js.Call("keys", Argument(0))) : Js.Call("count", Argument(0));
            case IrFunction.Append:
                return Js.Call("append", Argument(0), Element(e.Arguments[1]));
            case IrFunction.AppendAll:
                return Js.Call("append", Argument(0), Argument(1));
            case IrFunction.Flatten:
                return Js.Call("reduce", Argument(0), Js.Lambda(["all", "list"], Js.Call("append", Js.Var("all"), Js.Var("list"))), Js.Array());
            case IrFunction.SetEntry:
                return Js.Call("merge", Js.Array(Argument(0), Js.Object([(Argument(1), Defined(e.Arguments[2]))])));
            case IrFunction.Entries:
                return Js.Array(Js.Call("each", Argument(0), Js.Lambda(["value", "key"], Js.Object(("Key", Js.Var("key")), ("Value", Js.Var("value"))))));
            case IrFunction.NotNull:
                return _nulls.IsNeverNull(e.Arguments[0]) ? Argument(0) : Present(Argument(0));
            case IrFunction.Where:
                return Js.Array(Js.Call("filter", Argument(0), Argument(1)));
            case IrFunction.Select:
                return Js.Array(Js.Call("map", Argument(0), Argument(1)));
            case IrFunction.Sum:
                return e.Arguments.Length == 1 ? Js.Call("sum", Argument(0)) : Js.Call("sum", Js.Array(Js.Call("map", Argument(0), Argument(1))));
            case IrFunction.Any:
                return e.Arguments.Length == 1
                    ? Js.Binary(">", Js.Call("count", Argument(0)), Js.Number(0))
                    : Js.Binary(">", Js.Call("count", Js.Call("filter", Argument(0), Argument(1))), Js.Number(0));
            case IrFunction.All:
                return Js.Equal(Js.Call("count", Js.Call("filter", Argument(0), Argument(1))), Js.Call("count", Argument(0)));
            case IrFunction.UtcNow:
                return Js.Call("now");
            case IrFunction.UtcNowText:
                // $now() has milliseconds.
                return Js.Concat(Js.Call("substringBefore", Js.Call("now"), Js.String("Z")), Js.String("0000Z"));
            case IrFunction.NewGuid:
                return Js.Call("uuid");
            case IrFunction.EqualsIgnoreCase:
                return EqualsIgnoreCase(e.Arguments[0], e.Arguments[1]);
            case IrFunction.StringContains:
                return Js.Call("contains", Argument(0), Argument(1));
            case IrFunction.StartsWith:
                return Js.Equal(Js.Call("substring", Argument(0), Js.Number(0), Js.Call("length", Argument(1))), Argument(1));
            case IrFunction.EndsWith:
                return Js.Or(
                    Js.Equal(Argument(1), Js.String("")),
                    Js.Equal(Js.Call("substring", Argument(0), Js.Binary("-", Js.Call("length", Argument(0)), Js.Call("length", Argument(1)))), Argument(1)));
            default:
                throw new InvalidOperationException($"Unknown function {e.Function}.");
        }
    }

    // A list constructor takes the elements of a list, not the list itself: a list as an element stands in one of its own.
    private JsonataNode Element(IrExpression value)
    {
        var node = Defined(value);
        return Js.Array(value.Type?.ElementType() is not null && value is not IrList ? Js.Array(node) : node);
    }

    private JsonataNode EqualsIgnoreCase(IrExpression left, IrExpression right)
    {
        // $uppercase(null) is an error: null equals nothing but null.
        JsonataNode Upper(IrExpression e) => e is IrConstant { Value: string s }
            ? Js.String(s.ToUpperInvariant())
            : _nulls.IsNeverNull(e) ? Js.Call("uppercase", Raw(e)) : Js.If(Js.Equal(Defined(e), Js.Null), Js.Null, Js.Call("uppercase", Raw(e)));
        return Js.Equal(Upper(left), Upper(right));
    }
}
