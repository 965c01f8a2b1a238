namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>Arrays.</summary>
internal static class ArrayFunctions
{
    public static Value Append(Value[] arguments, EvaluationContext context)
    {
        context.AllocateValues(ValueOperations.CountOf(arguments[0]) + ValueOperations.CountOf(arguments[1]));
        return ValueOperations.Append(arguments[0], arguments[1]);
    }

    public static Value Reverse(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not ValueArray { Count: > 1 } array)
        {
            return arguments[0];
        }

        context.AllocateValues(array.Count);
        var items = array.ToItems();
        Array.Reverse(items);
        return Value.Array(new ValueArray(items));
    }

    public static Value Shuffle(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not ValueArray { Count: > 1 } array)
        {
            return arguments[0];
        }

        context.AllocateValues(array.Count);
        var items = array.ToItems();
        for (var i = items.Length - 1; i > 0; i--)
        {
            var other = (int)(context.Options.Environment.NextDouble() * (i + 1));
            (items[i], items[other]) = (items[other], items[i]);
        }

        return Value.Array(new ValueArray(items));
    }

    public static Value Distinct(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not ValueArray { Count: > 1 } array)
        {
            return arguments[0];
        }

        var result = new ValueArray { IsSequence = array.IsSequence };
        var texts = new HashSet<string>(StringComparer.Ordinal);
        var numbers = new HashSet<double>();
        var others = new List<Value>();
        for (var i = 0; i < array.Count; i++)
        {
            context.Step();
            var item = array[i];
            var isNew = item.Reference is string text ? texts.Add(text)
                : item.IsNumber ? numbers.Add(item.AsDouble)
                : others.TrueForAll(other => !ValueOperations.DeepEquals(item, other, context));
            if (!isNew)
            {
                continue;
            }

            result.Add(item);
            if (!item.IsNumber && item.Reference is not string)
            {
                others.Add(item);
            }
        }

        context.AllocateValues(result.Count);
        return Value.Array(result);
    }

    public static Value Zip(Value[] arguments, EvaluationContext context)
    {
        var count = arguments.Min(argument => argument.Reference is ValueArray array ? array.Count : 0);
        context.AllocateValues((long)count * (arguments.Length + 2));
        var rows = new Value[count];
        for (var i = 0; i < count; i++)
        {
            var row = new Value[arguments.Length];
            for (var column = 0; column < row.Length; column++)
            {
                row[column] = ((ValueArray)arguments[column].Reference!)[i];
            }

            rows[i] = Value.Array(new ValueArray(row));
        }

        return Value.Array(new ValueArray(rows));
    }
}
