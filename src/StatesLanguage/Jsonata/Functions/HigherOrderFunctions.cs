using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>Functions that take functions.</summary>
internal static class HigherOrderFunctions
{
    public static Value Map(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not ValueArray array)
        {
            return default;
        }

        var function = FunctionOf(arguments[1]);
        var result = ValueArray.Sequence(Math.Min(array.Count, 1 << 16));
        for (var i = 0; i < array.Count; i++)
        {
            var value = function.CallUpTo(array[i], Value.Number(i), arguments[0], context);
            if (!value.IsUndefined)
            {
                result.Add(value);
            }
        }

        context.AllocateValues(result.Count);
        return Value.Array(result);
    }

    public static Value Filter(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not ValueArray array)
        {
            return default;
        }

        var function = FunctionOf(arguments[1]);
        var result = ValueArray.Sequence();
        for (var i = 0; i < array.Count; i++)
        {
            if (ValueOperations.IsTrue(function.CallUpTo(array[i], Value.Number(i), arguments[0], context), context))
            {
                result.Add(array[i]);
            }
        }

        context.AllocateValues(result.Count);
        return Value.Array(result);
    }

    public static Value Single(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not ValueArray array)
        {
            return default;
        }

        var function = arguments[1].Reference as Function;
        Value? found = null;
        for (var i = 0; i < array.Count; i++)
        {
            context.Step();
            if (function is not null && !ValueOperations.IsTrue(function.CallUpTo(array[i], Value.Number(i), arguments[0], context), context))
            {
                continue;
            }

            found = found is null ? array[i] : throw new JsonataException("D3138", argument: i);
        }

        return found ?? throw new JsonataException("D3139");
    }

    public static Value Reduce(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not ValueArray array)
        {
            return default;
        }

        var function = FunctionOf(arguments[1]);
        if (function.Arity < 2)
        {
            throw new JsonataException("D3050", argument: 1);
        }

        var startsWithFirst = arguments[2].IsUndefined && array.Count > 0;
        var result = startsWithFirst ? array[0] : arguments[2];
        for (var i = startsWithFirst ? 1 : 0; i < array.Count; i++)
        {
            Value[] values = function.Arity switch
            {
                2 => [result, array[i]],
                3 => [result, array[i], Value.Number(i)],
                _ => [result, array[i], Value.Number(i), arguments[0]],
            };
            result = function.Call(values, Value.Null, context);
        }

        return result;
    }

    public static Value Sift(Value[] arguments, EvaluationContext context)
    {
        if (!ObjectView.TryGet(arguments[0], out var members) || members.Count == 0)
        {
            return default;
        }

        var function = FunctionOf(arguments[1]);
        var result = new ValueObject();
        for (var i = 0; i < members.Count; i++)
        {
            var name = members.NameAt(i);
            if (ValueOperations.IsTrue(function.CallUpTo(members.ValueAt(i), Value.String(name), arguments[0], context), context))
            {
                result.Set(name, members.ValueAt(i));
            }
        }

        context.AllocateValues(result.Count);
        return result.Count == 0 ? default : Value.Object(result);
    }

    public static Value Each(Value[] arguments, EvaluationContext context)
    {
        var result = ValueArray.Sequence();
        if (ObjectView.TryGet(arguments[0], out var members))
        {
            var function = FunctionOf(arguments[1]);
            for (var i = 0; i < members.Count; i++)
            {
                var value = function.CallUpTo(members.ValueAt(i), Value.String(members.NameAt(i)), arguments[0], context);
                if (!value.IsUndefined)
                {
                    result.Add(value);
                }
            }
        }

        context.AllocateValues(result.Count);
        return Value.Array(result);
    }

    public static Value Sort(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not ValueArray { Count: > 1 } array)
        {
            return arguments[0];
        }

        context.AllocateValues(array.Count);
        var items = array.ToItems();
        if (arguments[1].Reference is Function comparator)
        {
            StableSort.Sort(items, (a, b) => IsTruthy(comparator.Call([a, b], Value.Null, context)), context);
        }
        else if (Array.TrueForAll(items, item => item.Reference is string))
        {
            StableSort.Sort(items, (a, b) => string.CompareOrdinal((string)a.Reference!, (string)b.Reference!) > 0, context);
        }
        else if (Array.TrueForAll(items, ValueOperations.IsNumeric))
        {
            StableSort.Sort(items, (a, b) => a.AsDouble > b.AsDouble, context);
        }
        else
        {
            throw new JsonataException("D3070", argument: 1);
        }

        return Value.Array(new ValueArray(items));
    }

    private static Function FunctionOf(Value value) => value.Reference as Function ?? throw new JsonataException("T1006");

    // What a comparator returns counts as in ECMAScript: empty arrays and objects are true.
    private static bool IsTruthy(Value value) => value.Reference switch
    {
        null or DataNull => false,
        DataBoolean boolean => boolean.Value,
        string text => text.Length > 0,
        _ => !value.IsNumber || (value.AsDouble != 0 && !double.IsNaN(value.AsDouble)),
    };
}
