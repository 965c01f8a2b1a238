using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Frontend;

/// <summary>LINQ that makes one value of a list: sums, averages, extremes, accumulation.</summary>
internal sealed partial class Lowering
{
    private IrExpression? Totalled(KnownCall c)
    {
        var list = Source(c);
        if (Function(c) is { } selector)
        {
            if (LowerLambda(selector, ref list, callsAll: true, c.Into, list.Type.ElementType()) is not { } lambda)
                return new IrConstant(null, c.Type, c.Origin);
            list = new IrCallFunction(IrFunction.Select, [list, lambda], SequenceOf(Resolve(((INamedTypeSymbol)selector.Type!).TypeArguments.Last())!), c.Origin);
        }
        else if (c.Arity > 1)
        {
            return null;
        }

        var element = list.Type.ElementType();
        var isNullable = element.IsNullable(out var number);
        if (!isNullable)
            number = element;
        if (!number.IsNumeric())
            return c.Refuse($"'{c.Method.Name}' of values of type '{number?.Name}'", "compare numbers");
        if (isNullable)
            list = WithoutNulls(list, c.Origin);
        if (c.Method.Name == "Sum")
        {
            // Sum(Select(…)) of ints is what JSONata's $sum of $map is.
            var sum = list is IrCallFunction { Function: IrFunction.Select, Arguments: [var items, var each] } && !isNullable ? c.Call(IrFunction.Sum, items, each) : c.Call(IrFunction.Sum, list);
            return IsComputable(sum, number) ? sum : c.Refuse($"'{number!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' arithmetic", NumberAdvice);
        }

        list = Shared(list, c.Into);
        IrFunction function = c.Method.Name switch { "Average" => IrFunction.Average, "Min" => IrFunction.MinOf, _ => IrFunction.MaxOf };
        var isEmpty = IsEmpty(list, c.Origin);
        var value = c.Call(function, isNullable ? c.Type is INamedTypeSymbol { TypeArguments: [var inner] } ? inner : c.Type : c.Type, list);
        if (!IsComputable(value, number) && (number?.SpecialType != SpecialType.System_Int64 || c.Method.Name == "Average"))
            return c.Refuse($"'{number!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' arithmetic", NumberAdvice);
        if (isNullable)
            return new IrConditional(isEmpty, new IrConstant(null, c.Type, c.Origin), value, c.Type, c.Origin);
        c.Guard(isEmpty, "System.InvalidOperationException", NoElements);
        return value;
    }

    private IrExpression WithoutNulls(IrExpression list, Origin origin)
    {
        var item = new IrVariable("item", list.Type.ElementType());
        return new IrCallFunction(IrFunction.Where, [list, new IrLambda([item], new IrBinary(IrOperator.NotEqual, new IrRead(item, origin), new IrConstant(null, null, origin), BooleanType, origin), origin)], list.Type, origin);
    }

    private IrExpression? Extreme(KnownCall c)
    {
        var list = Source(c);
        if (c.Arity != 2)
            return null;
        if (SortKey(c, ref list, comparer: null) is not { } key)
            return new IrConstant(null, c.Type, c.Origin);
        if (key.Body.Type.CanBeNull())
            return c.Refuse("A key that may be null", "leave such elements out first");
        list = Shared(list, c.Into);
        var sorted = new IrSort(list, [new IrSortKey(key, c.Method.Name == "MaxBy")], list.Type, c.Origin);
        if (c.Type.CanBeNull())
            return c.Call(IrFunction.ElementOrDefault, sorted, c.Number(0), new IrConstant(null, c.Type, c.Origin));
        c.Guard(IsEmpty(list, c.Origin), "System.InvalidOperationException", NoElements);
        return new IrElement(sorted, c.Number(0), c.Type, c.Origin) { IsInRange = true };
    }

    private IrExpression? Aggregated(KnownCall c)
    {
        var list = Source(c);
        var hasSeed = c.Arity > 2 || c.ParameterType(1)?.TypeKind != TypeKind.Delegate;
        IrExpression? seed = hasSeed ? Value(c, 1) : null;
        var accumulated = hasSeed ? Resolve(c.Method.TypeArguments[1]) : list.Type.ElementType();
        if (FoldFunction(Function(c)!, c.Into, accumulated, list.Type.ElementType()) is not ({ Length: 2 } parameters, { Failures.IsEmpty: true } code))
            return c.Refuse("This function argument", "use a function that does not throw");
        var lambda = new IrLambda(parameters, code.Value, c.Origin);
        if (seed is null)
        {
            list = Shared(list, c.Into);
            c.Guard(IsEmpty(list, c.Origin), "System.InvalidOperationException", NoElements);
            return c.Call(IrFunction.Aggregate, c.Call(IrFunction.Skip, list.Type, list, c.Number(1)), new IrElement(list, c.Number(0), accumulated, c.Origin) { IsInRange = true }, lambda);
        }

        var total = c.Call(IrFunction.Aggregate, accumulated, list, seed, lambda);
        if (Function(c, 1) is not { } result)
            return total;
        return FoldFunction(result, c.Into, accumulated) is ({ Length: 1 } of, { Failures.IsEmpty: true } end)
            ? new IrLet(of[0], total, end.Value)
            : c.Refuse("This function argument", "use a function that does not throw");
    }
}
