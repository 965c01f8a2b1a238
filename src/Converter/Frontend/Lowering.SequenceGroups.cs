using LambdaLift.Converter.Ir;
using LambdaLift.Converter.Passes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>LINQ that puts elements together: groups, joins, sets, dictionaries.</summary>
internal sealed partial class Lowering
{
    private IrExpression? Grouped(KnownCall c)
    {
        if (c.Invocation.Arguments.Any(a => a.Parameter!.Type.Is("System.Collections.Generic.IEqualityComparer") && a.ArgumentKind == ArgumentKind.Explicit))
            return null;
        var list = Source(c);
        var element = list.Type.ElementType();
        if (LowerLambda(Function(c)!, ref list, callsAll: true, c.Into, element) is not { } key)
            return new IrConstant(null, c.Type, c.Origin);
        if (!ComparesByValue(key.Body.Type))
            return NotByValue(c);
        var grouping = _frame.Model.Compilation.GetTypeByMetadataName("System.Linq.IGrouping`2")!;
        var groups = new IrCallFunction(IrFunction.GroupBy, [list, key], SequenceOf(grouping.Construct(key.Body.Type!, element!)), c.Origin);

        // GroupBy(key, element), GroupBy(key, (key, items) => …), and with both.
        foreach (var function in new[] { Function(c, 1), Function(c, 2) }.OfType<IOperation>())
        {
            var group = new IrVariable("group", groups.Type.ElementType());
            var read = new IrRead(group, c.Origin);
            var items = new IrMember(read, "Items", SequenceOf(element!), c.Origin);
            var isResult = Unwrap(function).Type is INamedTypeSymbol { TypeArguments.Length: 3 } || function.Type is INamedTypeSymbol { TypeArguments.Length: 3 };
            if (FoldFunction(function, c.Into, isResult ? [key.Body.Type, items.Type] : [element]) is not ({ } parameters, { Failures.IsEmpty: true } code))
                return c.Refuse("This function argument", "use a function that does not throw");
            if (isResult)
            {
                var result = code.Value.Substitute(v => ReferenceEquals(v, parameters[0]) ? new IrMember(read, "Key", key.Body.Type, c.Origin) : parameters.Length > 1 && ReferenceEquals(v, parameters[1]) ? items : null);
                return c.Call(IrFunction.Select, groups, new IrLambda([group], result, c.Origin));
            }

            IrExpression mapped = new IrCallFunction(IrFunction.Select, [items, new IrLambda(parameters, code.Value, c.Origin)], SequenceOf(code.Value.Type!), c.Origin);
            element = code.Value.Type;
            var type = grouping.Construct(key.Body.Type!, element!);
            groups = new IrCallFunction(
                IrFunction.Select,
                [groups, new IrLambda([group], new IrNew([new IrNewMember("Key", new IrMember(read, "Key", key.Body.Type, c.Origin)), new IrNewMember("Items", mapped)], type, c.Origin), c.Origin)],
                SequenceOf(type),
                c.Origin);
        }

        return groups;
    }

    private IrExpression? LowerDistinctBy(KnownCall c)
    {
        var list = Source(c);
        if (c.Arity != 2 || LowerLambda(Function(c)!, ref list, callsAll: true, c.Into, list.Type.ElementType()) is not { } key)
            return c.Arity == 2 ? new IrConstant(null, c.Type, c.Origin) : null;
        return ComparesByValue(key.Body.Type) && list.Type.ElementType()?.ElementType() is null ? c.Call(IrFunction.DistinctBy, list, key) : NotByValue(c);
    }

    private IrExpression? Combined(KnownCall c)
    {
        if (c.Arity != 2)
            return null;
        var (first, second) = (Source(c), Second(c));
        if (!ComparesByValue(first.Type.ElementType()))
            return NotByValue(c);
        if (c.Method.Name == "Union")
            return c.Call(IrFunction.Distinct, c.Call(IrFunction.AppendAll, first, second));
        second = Given(second, c.Method.Parameters[1].Name);
        if (!CopyPropagation.CanFail(second))
            return Filtered(first, Shared(second, c.Into));
        // Both lists are looked at before the first element is.
        var (one, other) = (new IrVariable("first", first.Type), new IrVariable("second", second.Type));
        return new IrLet(one, first, new IrLet(other, second, Filtered(new IrRead(one, c.Origin), new IrRead(other, c.Origin))));

        IrCallFunction Filtered(IrExpression list, IrExpression others) => ByMembership(c.Call(IrFunction.Distinct, list), others, isIn: c.Method.Name == "Intersect", c.Type, c.Origin);
    }

    /// <summary>The elements of a list that another one has, or has not.</summary>
    private IrCallFunction ByMembership(IrExpression list, IrExpression others, bool isIn, ITypeSymbol? type, Origin origin)
    {
        var item = new IrVariable("item", list.Type.ElementType());
        IrExpression member = new IrCallFunction(IrFunction.Contains, [others, new IrRead(item, origin)], BooleanType, origin);
        return new IrCallFunction(IrFunction.Where, [list, new IrLambda([item], isIn ? member : Not(member), origin)], type, origin);
    }

    private static bool ComparesByValue(ITypeSymbol? type)
    {
        if (type is null)
            return false;
        if (type.IsAnonymousType)
            return ObjectShape.Properties(type).All(p => ComparesByValue(p.Type));
        if (type is INamedTypeSymbol { IsTupleType: true } tuple)
            return tuple.TupleElements.All(e => ComparesByValue(e.Type));
        return !ReferenceComparison(type) && !type.IsException() && type.SpecialType != SpecialType.System_Object;
    }

    private static IrExpression NotByValue(KnownCall c) => c.Refuse($"'{c.Method.Name}' of objects that are compared by reference", "use records, or compare by a key");

    /// <summary>For every element of the first list, those of the second that have its key. Null is no key.</summary>
    private IrExpression? Joined(KnownCall c)
    {
        if (c.Arity != 5)
            return null;
        var first = Source(c);
        var second = Shared(Second(c), c.Into);
        if (LowerLambda(Function(c, 0)!, ref first, callsAll: true, c.Into, first.Type.ElementType()) is not { } outerKey
            || LowerLambda(Function(c, 1)!, ref second, callsAll: true, c.Into, second.Type.ElementType()) is not { } innerKey)
            return new IrConstant(null, c.Type, c.Origin);
        if (!ComparesByValue(outerKey.Body.Type))
            return NotByValue(c);
        IrExpression matches = c.Compare(IrOperator.Equal, innerKey.Body, outerKey.Body);
        if (!ExpressionSimplifier.IsNeverNull(outerKey.Body))
            matches = new IrBinary(IrOperator.And, c.Compare(IrOperator.NotEqual, outerKey.Body, new IrConstant(null, null, c.Origin)), matches, BooleanType, c.Origin);
        IrExpression found = new IrCallFunction(IrFunction.Where, [second, innerKey with { Body = matches }], second.Type, c.Origin);
        var isGroup = c.Method.Name == "GroupJoin";
        if (FoldFunction(Function(c, 2)!, c.Into, first.Type.ElementType(), isGroup ? SequenceOf(second.Type.ElementType()!) : second.Type.ElementType()) is not ({ Length: 2 } both, { Failures.IsEmpty: true } code))
            return c.Refuse("This function argument", "use a function that does not throw");
        var result = code.Value.Substitute(v => ReferenceEquals(v, both[0]) ? new IrRead(outerKey.Parameters[0], c.Origin) : isGroup && ReferenceEquals(v, both[1]) ? found : null);
        return isGroup
            ? c.Call(IrFunction.Select, first, new IrLambda([outerKey.Parameters[0]], result, c.Origin))
            : c.Call(IrFunction.SelectMany, first, new IrLambda([outerKey.Parameters[0]], c.Call(IrFunction.Select, found, new IrLambda([both[1]], result, c.Origin)), c.Origin));
    }

    private IrExpression? Zipped(KnownCall c)
    {
        var (first, second) = (Source(c), Shared(Second(c), c.Into));
        if (c.Arity == 3 && Function(c) is null)
            return null;
        var (item, index) = (new IrVariable("item", first.Type.ElementType()), new IrVariable("index", IntType));
        var other = new IrElement(second, new IrRead(index, c.Origin), second.Type.ElementType(), c.Origin) { IsInRange = true };
        IrExpression pair;
        if (Function(c) is { } function)
        {
            if (FoldFunction(function, c.Into, item.Type, other.Type) is not ({ Length: 2 } parameters, { Failures.IsEmpty: true } code))
                return c.Refuse("This function argument", "use a function that does not throw");
            pair = code.Value.Substitute(v => ReferenceEquals(v, parameters[0]) ? new IrRead(item, c.Origin) : ReferenceEquals(v, parameters[1]) ? other : null);
        }
        else
        {
            pair = new IrNew([new IrNewMember("Item1", new IrRead(item, c.Origin)), new IrNewMember("Item2", other)], c.Type.ElementType(), c.Origin);
        }

        var matched = new IrCallFunction(IrFunction.Take, [first, Count(second, c.Origin)], first.Type, c.Origin);
        return c.Call(IrFunction.Select, matched, new IrLambda([item, index], pair, c.Origin));
    }

    private IrExpression? Chunked(KnownCall c)
    {
        var list = Source(c);
        var size = Value(c, 1);
        c.Guard(c.Compare(IrOperator.Less, size, c.Number(1)), OutOfRange, "Specified argument was out of the range of valid values. (Parameter 'size')");
        return c.Call(IrFunction.Chunk, list, size);
    }

    private IrExpression? LowerToDictionary(KnownCall c)
    {
        if (Function(c) is not { } selector || c.Invocation.Arguments.Any(a => a.Parameter!.Type.Is("System.Collections.Generic.IEqualityComparer") && a.ArgumentKind == ArgumentKind.Explicit))
            return null;
        var list = Source(c);
        var element = list.Type.ElementType();
        if (LowerLambda(selector, ref list, callsAll: true, c.Into, element) is not { } key)
            return new IrConstant(null, c.Type, c.Origin);
        if (!IsKey(key.Body.Type))
            return c.Refuse($"A dictionary with keys of type '{key.Body.Type?.Name}'", "use texts as keys");
        IrLambda? value;
        if (Function(c, 1) is { } valueSelector)
        {
            value = LowerLambda(valueSelector, ref list, callsAll: true, c.Into, element);
        }
        else
        {
            var item = new IrVariable("item", element);
            value = new IrLambda([item], new IrRead(item, c.Origin), c.Origin);
        }

        if (value is null)
            return new IrConstant(null, c.Type, c.Origin);

        // A key that was there before: the first such is named in the message.
        list = Shared(list, c.Into);
        var (candidate, position) = (new IrVariable("key", key.Body.Type), new IrVariable("position", IntType));
        var keys = c.Call(IrFunction.Select, SequenceOf(key.Body.Type!), list, key);
        var known = new IrCallFunction(IrFunction.Contains, [new IrCallFunction(IrFunction.Take, [keys, new IrRead(position, c.Origin)], keys.Type, c.Origin), new IrRead(candidate, c.Origin)], BooleanType, c.Origin);
        var repeated = c.Call(IrFunction.Where, keys.Type, keys, new IrLambda([candidate, position], known, c.Origin));
        c.Guard(
            c.Compare(IrOperator.Greater, Count(repeated, c.Origin), c.Number(0)),
            "System.ArgumentException",
            Concat([c.Text(SameKey), new IrElement(repeated, c.Number(0), key.Body.Type, c.Origin) { IsInRange = true }], c.Origin));
        if (key.Body.Type.CanBeNull() && !ExpressionSimplifier.IsNeverNull(key.Body))
            key = key with { Body = new IrCallFunction(IrFunction.NotNull, [key.Body], key.Body.Type, key.Body.Origin) };
        return c.Call(IrFunction.ToDictionary, list, key, value);
    }
}
