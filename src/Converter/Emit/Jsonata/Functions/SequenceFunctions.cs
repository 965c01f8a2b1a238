using System.Collections.Immutable;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using LambdaLift.StatesLanguage.Jsonata;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Emit.Jsonata.Functions;

/// <summary>
/// Lists. JSONata takes a result of one element out of its list and gives nothing for none, so results of functions that search or map
/// stand in array brackets; where elements are lists themselves, <c>[]</c> behind the call keeps a single one from being opened.
/// </summary>
internal static class SequenceFunctions
{
    public static void AddTo(IDictionary<IrFunction, JsonataFunction> all)
    {
        all.Add(IrFunction.Count, (w, e) => Js.Call("count", e.Arguments[0] switch
        {
            IrCallFunction { Function: IrFunction.Matches } matches => TextFunctions.Matches(w, matches),
            { Type: var type } dictionary when type.IsDictionary() => Js.Call("keys", w.Raw(dictionary)),
            var list => w.Raw(list),
        }));
        all.Add(IrFunction.Where, (w, e) => Filter(w, e.Arguments[0], e.Arguments[1]));
        all.Add(IrFunction.Select, (w, e) => e.Arguments is [IrCallFunction { Function: IrFunction.Matches } matches, IrLambda { Body: IrElement { Target: IrJsonMember { Target: IrRead, Name: "Groups" }, Index: IrConstant { Value: 0 } } }]
            ? Js.Array(Js.Path(TextFunctions.Matches(w, matches), "match"))
            : List(Js.Call("map", w.Raw(e.Arguments[0]), w.Raw(e.Arguments[1])), ((IrLambda)e.Arguments[1]).Body.Type));
        all.Add(IrFunction.SelectMany, SelectMany);
        all.Add(IrFunction.Sum, (w, e) => e.Arguments.Length == 1
            ? Js.Call("sum", w.Raw(e.Arguments[0]))
            : Js.Call("sum", Js.Array(Js.Call("map", w.Raw(e.Arguments[0]), w.Raw(e.Arguments[1])))));
        all.Add(IrFunction.Any, (w, e) => Js.Binary(">", Count(w, e.Arguments), Js.Number(0)));
        all.Add(IrFunction.All, (w, e) => Js.Equal(Count(w, [e.Arguments[0], Not((IrLambda)e.Arguments[1])]), Js.Number(0)));
        all.Add(IrFunction.Last, (w, e) => Js.Index(w.Raw(e.Arguments[0]), -1));
        all.Add(IrFunction.ElementOrDefault, (w, e) => w.Let("found", Js.Filter(w.Raw(e.Arguments[0]), w.Raw(e.Arguments[1])), found => Js.If(Js.Exists(found), found, w.Defined(e.Arguments[2]))));
        all.Add(IrFunction.MinOf, (w, e) => Js.Call("min", w.Raw(e.Arguments[0])));
        all.Add(IrFunction.MaxOf, (w, e) => Js.Call("max", w.Raw(e.Arguments[0])));
        all.Add(IrFunction.Average, (w, e) => Js.Call("average", w.Raw(e.Arguments[0])));
        all.Add(IrFunction.Append, (w, e) => Js.Call("append", w.Raw(e.Arguments[0]), w.ListOf(e.Arguments[1])));
        all.Add(IrFunction.Flatten, (w, e) =>
        {
            var (joined, list) = (w.Name("all"), w.Name("list"));
            return Js.Call("reduce", w.Raw(e.Arguments[0]), Js.Lambda([joined, list], Js.Call("append", Js.Var(joined), Js.Var(list))), Js.Array());
        });
        all.Add(IrFunction.SetElement, (w, e) =>
        {
            var (item, index) = (w.Name("item"), w.Name("index"));
            return w.Let("position", w.Raw(e.Arguments[1]), position => w.Let("element", w.Defined(e.Arguments[2]), element => List(
                Js.Call("map", w.Raw(e.Arguments[0]), Js.Lambda([item, index], Js.If(Js.Equal(Js.Var(index), position), element, Js.Var(item)))), e.Arguments[0].Type.ElementType())));
        });
        all.Add(IrFunction.AppendAll, (w, e) => Js.Call("append", w.Raw(e.Arguments[0]), w.Raw(e.Arguments[1])));
        all.Add(IrFunction.Skip, (w, e) => Slice(w, e, ">="));
        all.Add(IrFunction.Take, (w, e) => Slice(w, e, "<"));
        all.Add(IrFunction.SkipWhile, (w, e) => While(w, e, Js.Binary(">", FirstFailures(w, e, out var names), Js.Number(0)), names));
        all.Add(IrFunction.TakeWhile, (w, e) => While(w, e, Js.Equal(FirstFailures(w, e, out var names), Js.Number(0)), names));
        all.Add(IrFunction.Reverse, (w, e) => Js.Call("reverse", w.Raw(e.Arguments[0])));
        all.Add(IrFunction.Distinct, (w, e) => Js.Call("distinct", w.Raw(e.Arguments[0])));
        all.Add(IrFunction.DistinctBy, DistinctBy);
        all.Add(IrFunction.Contains, Contains);
        all.Add(IrFunction.Aggregate, (w, e) => Js.Call("reduce", w.Raw(e.Arguments[0]), w.Raw(e.Arguments[2]), w.Defined(e.Arguments[1])));
        all.Add(IrFunction.Range, (w, e) => Js.Range(w.Raw(e.Arguments[0]), Last(w, e)));
        all.Add(IrFunction.Repeat, (w, e) => List(Js.Call("map", Js.Range(Js.Number(1), w.Raw(e.Arguments[1])), Js.Lambda([], w.Defined(e.Arguments[0]))), e.Arguments[0].Type));
        all.Add(IrFunction.Chunk, (w, e) => Js.Call("partition", w.Raw(e.Arguments[0]), w.Raw(e.Arguments[1])));
        all.Add(IrFunction.GroupBy, GroupBy);
    }

    /// <summary>A list of what a function gives: never a single value, never nothing.</summary>
    public static JsonataNode List(JsonataNode call, ITypeSymbol? element) => Js.Array(element is null || element.ElementType() is not null ? Js.KeepArray(call) : call);

    /// <summary>The elements in the order of their keys. <c>$sort</c> is stable and asks whether the first belongs after the second.</summary>
    public static JsonataNode Sort(JsonataExpressions w, IrSort e)
    {
        var element = e.Keys[0].Key.Parameters[0];
        var (first, second) = (new IrVariable(element.Name, element.Type), new IrVariable(element.Name, element.Type));
        JsonataNode? belongsAfter = null;
        foreach (var key in e.Keys.Reverse())
        {
            foreach (var part in Parts(w, key.Key.Body).Reverse())
            {
                JsonataNode Of(IrVariable v) => part(Body(key.Key, v));
                var greater = key.Descending ? Js.Binary("<", Of(first), Of(second)) : Js.Binary(">", Of(first), Of(second));
                belongsAfter = belongsAfter is null ? greater : Js.Or(greater, Js.And(Js.Equal(Of(first), Of(second)), belongsAfter));
            }
        }

        return Js.Call("sort", w.Raw(e.List), Js.Lambda([w.Name(first), w.Name(second)], belongsAfter!));

        static IrExpression Body(IrLambda key, IrVariable element) =>
            ExpressionSimplifier.Simplify(key.Body.Substitute(v => ReferenceEquals(v, key.Parameters[0]) ? new IrRead(element, key.Origin) : null));
    }

    // Null comes before everything; booleans have no order in JSONata.
    private static IEnumerable<Func<IrExpression, JsonataNode>> Parts(JsonataExpressions w, IrExpression key)
    {
        JsonataNode Comparable(IrExpression e) => e.Type.IsBoolean() || (e.Type.IsNullable(out var t) && t.IsBoolean()) ? Js.If(w.Raw(e), Js.Number(1), Js.Number(0)) : w.Raw(e);
        if (w.IsNeverNull(key))
            return [Comparable];
        JsonataNode nothing = key.Type.IsString() ? Js.String("") : Js.Number(0);
        return
        [
            e => Js.If(Js.Equal(w.Defined(e), Js.Null), Js.Number(0), Js.Number(1)),
            e => Js.If(Js.Equal(w.Defined(e), Js.Null), nothing, Comparable(e)),
        ];
    }

    private static JsonataNode Filter(JsonataExpressions w, IrExpression list, IrExpression predicate) =>
        List(Js.Call("filter", w.Raw(list), w.Raw(predicate)), list.Type.ElementType());

    private static CallExpression Count(JsonataExpressions w, ImmutableArray<IrExpression> arguments)
    {
        if (arguments.Length == 1)
            return Js.Call("count", w.Raw(arguments[0]));
        var found = Js.Call("filter", w.Raw(arguments[0]), w.Raw(arguments[1]));
        return Js.Call("count", arguments[0].Type.ElementType()?.ElementType() is null ? found : Js.Array(Js.KeepArray(found)));
    }

    private static IrLambda Not(IrLambda predicate) =>
        predicate with { Body = ExpressionSimplifier.Simplify(new IrNot(predicate.Body, predicate.Body.Type, predicate.Body.Origin)) };

    private static JsonataNode SelectMany(JsonataExpressions w, IrCallFunction e)
    {
        var lambda = (IrLambda)e.Arguments[1];
        var all = w.Name("all");
        return Js.Call("reduce", w.Raw(e.Arguments[0]), Js.Lambda(lambda.Parameters.Select(w.Name).Prepend(all), Js.Call("append", Js.Var(all), w.Raw(lambda.Body))), Js.Array());
    }

    private static JsonataNode Slice(JsonataExpressions w, IrCallFunction e, string comparison)
    {
        var (item, index) = (w.Name("item"), w.Name("index"));
        return w.Let("number", w.Raw(e.Arguments[1]), number => List(
            Js.Call("filter", w.Raw(e.Arguments[0]), Js.Lambda([item, index], Js.Binary(comparison, Js.Var(index), number))), e.Arguments[0].Type.ElementType()));
    }

    // The elements up to this one that fail the condition.
    private static JsonataNode FirstFailures(JsonataExpressions w, IrCallFunction e, out string[] names)
    {
        var predicate = (IrLambda)e.Arguments[1];
        names = [w.Name("item"), w.Name("index"), w.Name("all")];
        var position = predicate.Parameters.Length > 1 ? predicate.Parameters[1] : new IrVariable("position", null);
        var failing = Js.And(Js.Binary("<=", Js.Var(w.Name(position)), Js.Var(names[1])), w.Raw(Not(predicate).Body));
        return Js.Call("count", Js.Array(Js.Call("filter", Js.Var(names[2]), Js.Lambda([w.Name(predicate.Parameters[0]), w.Name(position)], failing))));
    }

    private static JsonataNode While(JsonataExpressions w, IrCallFunction e, JsonataNode condition, string[] names) =>
        List(Js.Call("filter", w.Raw(e.Arguments[0]), Js.Lambda(names, condition)), e.Arguments[0].Type.ElementType());

    private static JsonataNode DistinctBy(JsonataExpressions w, IrCallFunction e)
    {
        var key = (IrLambda)e.Arguments[1];
        var (all, item, other) = (w.Name("all"), key.Parameters[0], new IrVariable(key.Parameters[0].Name, key.Parameters[0].Type));
        var otherKey = key.Body.Substitute(v => ReferenceEquals(v, item) ? new IrRead(other, key.Origin) : null);
        var seen = Js.Call("filter", Js.Var(all), Js.Lambda([w.Name(other)], Js.Equal(w.Defined(otherKey), w.Defined(key.Body))));
        return Js.Call(
            "reduce",
            w.Raw(e.Arguments[0]),
            Js.Lambda([all, w.Name(item)], Js.If(Js.Binary(">", Js.Call("count", seen), Js.Number(0)), Js.Var(all), Js.Call("append", Js.Var(all), Js.Array(Js.Var(w.Name(item)))))),
            Js.Array());
    }

    private static JsonataNode Contains(JsonataExpressions w, IrCallFunction e)
    {
        // `in` compares scalars only.
        if (!ObjectShape.IsObject(e.Arguments[1].Type))
            return Js.Binary("in", w.Defined(e.Arguments[1]), w.Raw(e.Arguments[0]));
        var item = w.Name("item");
        return w.Let("wanted", w.Defined(e.Arguments[1]), wanted =>
            Js.Binary(">", Js.Call("count", Js.Call("filter", w.Raw(e.Arguments[0]), Js.Lambda([item], Js.Equal(Js.Var(item), wanted)))), Js.Number(0)));
    }

    private static JsonataNode Last(JsonataExpressions w, IrCallFunction e) => (e.Arguments[0], e.Arguments[1]) switch
    {
        (IrConstant { Value: int first }, IrConstant { Value: int number }) => Js.Number((double)first + number - 1),
        (IrConstant { Value: 0 }, _) => Js.Binary("-", w.Raw(e.Arguments[1]), Js.Number(1)),
        (IrConstant { Value: 1 }, _) => w.Raw(e.Arguments[1]),
        _ => Js.Binary("-", Js.Binary("+", w.Raw(e.Arguments[0]), w.Raw(e.Arguments[1])), Js.Number(1)),
    };

    private static JsonataNode GroupBy(JsonataExpressions w, IrCallFunction e)
    {
        var selector = (IrLambda)e.Arguments[1];
        var key = w.Name("key");
        return w.Let("items", w.Raw(e.Arguments[0]), items => Js.Array(Js.Call(
            "map",
            Js.Call("distinct", Js.Array(Js.Call("map", items, w.Raw(selector)))),
            Js.Lambda([key], Js.Object(
                ("Key", Js.Var(key)),
                ("Items", List(Js.Call("filter", items, Js.Lambda(selector.Parameters.Select(w.Name), Js.Equal(w.Defined(selector.Body), Js.Var(key)))), e.Arguments[0].Type.ElementType())))))));
    }
}
