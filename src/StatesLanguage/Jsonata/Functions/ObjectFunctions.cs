using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>Truth, types, and objects.</summary>
internal static class ObjectFunctions
{
    public static Value ToBoolean(Value[] arguments, EvaluationContext context) =>
        arguments[0].IsUndefined ? default : Value.Boolean(IsTrue(arguments[0], context));

    public static Value Not(Value[] arguments, EvaluationContext context) =>
        arguments[0].IsUndefined ? default : Value.Boolean(!IsTrue(arguments[0], context));

    public static Value Exists(Value[] arguments, EvaluationContext context) => Value.Boolean(!arguments[0].IsUndefined);

    public static Value TypeOf(Value[] arguments, EvaluationContext context) => arguments[0].Kind switch
    {
        ValueKind.Undefined => default,
        ValueKind.Null => Value.String("null"),
        ValueKind.Boolean => Value.String("boolean"),
        ValueKind.Number => ValueOperations.IsNumeric(arguments[0]) ? Value.String("number") : Value.String("object"),
        ValueKind.String => Value.String("string"),
        ValueKind.Array => Value.String("array"),
        ValueKind.Function => Value.String("function"),
        _ => Value.String("object"),
    };

    public static Value Keys(Value[] arguments, EvaluationContext context)
    {
        var result = ValueArray.Sequence();
        AddKeys(arguments[0], result, new HashSet<string>(StringComparer.Ordinal), context);
        context.AllocateValues(result.Count);
        return Value.Array(result);
    }

    public static Value Lookup(Value[] arguments, EvaluationContext context)
    {
        context.Steps(ValueOperations.CountOf(arguments[0]));

        // The reference implementation looks for the word where the argument is undefined.
        return ValueOperations.Lookup(arguments[0], arguments[1].Reference as string ?? "undefined");
    }

    /// <summary>Objects of one member each. For an array it is a plain array, for an object a sequence.</summary>
    public static Value Spread(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not ValueArray array)
        {
            return SpreadOne(arguments[0], context);
        }

        var result = new ValueArray { IsSequence = array.Count == 0 };
        for (var i = 0; i < array.Count; i++)
        {
            ValueOperations.AddAll(result, array[i].Reference is ValueArray ? Spread([array[i]], context) : SpreadOne(array[i], context));
        }

        return Value.Array(result);
    }

    public static Value Merge(Value[] arguments, EvaluationContext context)
    {
        if (arguments[0].Reference is not ValueArray array)
        {
            return default;
        }

        var result = new ValueObject();
        for (var i = 0; i < array.Count; i++)
        {
            if (!ObjectView.TryGet(array[i], out var members))
            {
                continue;
            }

            context.AllocateValues(members.Count);
            for (var m = 0; m < members.Count; m++)
            {
                result.Set(members.NameAt(m), members.ValueAt(m));
            }
        }

        return Value.Object(result);
    }

    public static Value Clone(Value[] arguments, EvaluationContext context) => Copy(arguments[0], context);

    public static Value Error(Value[] arguments, EvaluationContext context) =>
        throw JsonataException.WithMessage(JsonataErrors.UserError, arguments[0].Reference is string { Length: > 0 } text ? text : "$error() function evaluated");

    public static Value Assert(Value[] arguments, EvaluationContext context) => arguments[0].Reference is DataBoolean { Value: true }
        ? default
        : throw JsonataException.WithMessage(JsonataErrors.AssertionFailed, arguments[1].Reference is string { Length: > 0 } text ? text : "$assert() statement failed");

    // Unlike in conditions a function counts as false here.
    private static bool IsTrue(Value value, EvaluationContext context) => value.Reference is not Function && ValueOperations.IsTrue(value, context);

    private static void AddKeys(Value value, ValueArray result, HashSet<string> seen, EvaluationContext context)
    {
        if (value.Reference is ValueArray array)
        {
            StackGuard.Ensure();
            context.Steps(array.Count);
            for (var i = 0; i < array.Count; i++)
            {
                AddKeys(array[i], result, seen, context);
            }
        }
        else if (ObjectView.TryGet(value, out var members))
        {
            context.Steps(members.Count);
            for (var i = 0; i < members.Count; i++)
            {
                if (seen.Add(members.NameAt(i)))
                {
                    result.Add(Value.String(members.NameAt(i)));
                }
            }
        }
    }

    private static Value SpreadOne(Value value, EvaluationContext context)
    {
        if (!ObjectView.TryGet(value, out var members))
        {
            return value;
        }

        context.AllocateValues(3L * members.Count);
        var result = ValueArray.Sequence(members.Count);
        for (var i = 0; i < members.Count; i++)
        {
            result.Add(Value.Object(new ValueObject([members.NameAt(i)], [members.ValueAt(i)])));
        }

        return Value.Array(result);
    }

    // A copy is what writing and reading it as JSON text gives: functions are empty strings, numbers have 15 digits.
    private static Value Copy(Value value, EvaluationContext context)
    {
        context.Step();
        if (value.Reference is Function)
        {
            return Value.String("");
        }

        if (value.IsNumber)
        {
            return !ValueOperations.IsNumeric(value)
                ? Value.Null
                : Value.Number(double.Parse(JsonText.Number(value.AsDouble, context.Version), System.Globalization.CultureInfo.InvariantCulture));
        }

        StackGuard.Ensure();
        if (value.Reference is ValueArray array)
        {
            context.AllocateValues(array.Count);
            var items = new Value[array.Count];
            for (var i = 0; i < items.Length; i++)
            {
                items[i] = array[i].IsUndefined ? Value.Null : Copy(array[i], context);
            }

            return Value.Array(new ValueArray(items));
        }

        if (!ObjectView.TryGet(value, out var members))
        {
            return value;
        }

        context.AllocateValues(members.Count);
        var copy = new ValueObject(members.Count);
        for (var i = 0; i < members.Count; i++)
        {
            copy.Set(members.NameAt(i), Copy(members.ValueAt(i), context));
        }

        return Value.Object(copy);
    }
}
