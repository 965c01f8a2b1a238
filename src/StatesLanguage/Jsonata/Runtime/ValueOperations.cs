using System.Runtime.CompilerServices;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>What the language does with values everywhere: sequences, truth, equality, lookup.</summary>
internal static class ValueOperations
{
    /// <summary>A sequence of one item is that item, an empty one is undefined.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value Normalize(Value value, bool keepArray = false) =>
        value.Reference is ValueArray { IsSequence: true, IsTupleStream: false } sequence ? NormalizeSequence(value, sequence, keepArray) : value;

    /// <summary>Whether a value is a number to reckon with. NaN is not.</summary>
    /// <exception cref="JsonataException">D1001: the number is infinite.</exception>
    public static bool IsNumeric(Value value)
    {
        if (!value.IsNumber)
        {
            return false;
        }

        return double.IsInfinity(value.AsDouble)
            ? throw new JsonataException("D1001", value: NumberName(value.AsDouble))
            : !double.IsNaN(value.AsDouble);
    }

    public static bool IsArrayOfNumbers(Value value, out ValueArray array)
    {
        array = null!;
        if (value.Reference is not ValueArray found)
        {
            return false;
        }

        array = found;
        for (var i = 0; i < found.Count; i++)
        {
            if (!IsNumeric(found[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The effective boolean of a value; undefined counts as false.</summary>
    public static bool IsTrue(Value value, EvaluationContext context)
    {
        switch (value.Reference)
        {
            case null or DataNull:
                return false;
            case DataBoolean boolean:
                return boolean.Value;
            case string text:
                return text.Length > 0;
            case DataObject data:
                return data.Count > 0;
            case ValueObject made:
                return made.Count > 0;
            case ValueArray array:
                return IsAnyTrue(array, context);
            case Function function:
                // 2.0 takes the properties of its own representation of a function for those of an object.
                return context.Version == JsonataVersion.StepFunctions && function.IsObjectLike;
            default:
                return IsNumeric(value) && value.AsDouble != 0;
        }
    }

    /// <summary>Joins two values into an array; undefined adds nothing.</summary>
    public static Value Append(Value left, Value right)
    {
        if (left.IsUndefined)
        {
            return right;
        }

        if (right.IsUndefined)
        {
            return left;
        }

        var result = new ValueArray(CountOf(left) + CountOf(right));
        AddAll(result, left);
        AddAll(result, right);
        return Value.Array(result);
    }

    /// <summary>Adds a value to an array being built: the items of an array, or the value itself.</summary>
    public static void AddAll(ValueArray target, Value value)
    {
        if (value.Reference is ValueArray array)
        {
            target.AddRange(array);
        }
        else if (!value.IsUndefined)
        {
            target.Add(value);
        }
    }

    public static int CountOf(Value value) => value.Reference is ValueArray array ? array.Count : 1;

    /// <summary>The value as an array: itself, or a sequence of it.</summary>
    public static ValueArray AsArray(Value value) => value.Reference as ValueArray ?? ValueArray.SequenceOf(value);

    /// <summary>A field of an object, or of all objects in an array.</summary>
    public static Value Lookup(Value input, string name)
    {
        switch (input.Reference)
        {
            case DataObject data:
                return Value.From(data.Get(name));
            case ValueObject made:
                return made.Get(name);
            case ValueArray array:
                var result = ValueArray.Sequence();
                LookupInto(array, name, result);
                return Value.Array(result);
            default:
                return default;
        }
    }

    /// <summary>Deep equality, without regard to the order of an object's members.</summary>
    public static bool DeepEquals(Value left, Value right, EvaluationContext context)
    {
        context.Step();
        if (left.IsNumber)
        {
            return right.IsNumber && left.AsDouble == right.AsDouble;
        }

        if (left.Reference is string text)
        {
            return right.Reference is string other && string.Equals(text, other, StringComparison.Ordinal);
        }

        if (ReferenceEquals(left.Reference, right.Reference))
        {
            return true;
        }

        StackGuard.Ensure();
        if (left.Reference is ValueArray leftArray)
        {
            return right.Reference is ValueArray rightArray && ArraysEqual(leftArray, rightArray, context);
        }

        return ObjectView.TryGet(left, out var leftObject)
            && ObjectView.TryGet(right, out var rightObject)
            && ObjectsEqual(leftObject, rightObject, context);
    }

    /// <summary>Whether two values are the same: scalars by value, arrays and objects by identity.</summary>
    public static bool AreSame(Value left, Value right) => left.Reference switch
    {
        string text => right.Reference is string other && string.Equals(text, other, StringComparison.Ordinal),
        ValueArray array => right.Reference is ValueArray other && array.IsSameAs(other),
        _ when left.IsNumber => right.IsNumber && left.AsDouble == right.AsDouble,
        _ => ReferenceEquals(left.Reference, right.Reference),
    };

    /// <summary>A value as it is shown in error messages: its JSON text, cut off if it is long.</summary>
    public static string Describe(Value value)
    {
        const int Shown = 200;
        switch (value.Kind)
        {
            case ValueKind.Undefined:
                return "undefined";
            case ValueKind.Function:
                return "function";
            case ValueKind.Number:
                return NumberName(value.AsDouble);
            case ValueKind.Array:
                return "an array";
            case ValueKind.Object:
                return "an object";
            default:
                var text = ValueConversion.ToJson(value)?.ToString() ?? "undefined";
                return text.Length <= Shown ? text : text.Substring(0, Shown) + "…";
        }
    }

    public static string NumberName(double number) =>
        double.IsNaN(number) ? "NaN" : double.IsPositiveInfinity(number) ? "Infinity" : double.IsNegativeInfinity(number) ? "-Infinity" : NumberText.Format(number);

    private static Value NormalizeSequence(Value value, ValueArray sequence, bool keepArray)
    {
        if (keepArray)
        {
            sequence.KeepSingleton = true;
        }

        return sequence.Count switch
        {
            0 => default,
            1 when !sequence.KeepSingleton => sequence[0],
            _ => value,
        };
    }

    private static bool IsAnyTrue(ValueArray array, EvaluationContext context)
    {
        StackGuard.Ensure();
        for (var i = 0; i < array.Count; i++)
        {
            context.Step();
            if (IsTrue(array[i], context))
            {
                return true;
            }
        }

        return false;
    }

    private static void LookupInto(ValueArray array, string name, ValueArray result)
    {
        StackGuard.Ensure();
        for (var i = 0; i < array.Count; i++)
        {
            var item = array[i];
            if (item.Reference is ValueArray nested)
            {
                LookupInto(nested, name, result);
            }
            else
            {
                AddAll(result, Lookup(item, name));
            }
        }
    }

    private static bool ArraysEqual(ValueArray left, ValueArray right, EvaluationContext context)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        for (var i = 0; i < left.Count; i++)
        {
            if (!DeepEquals(left[i], right[i], context))
            {
                return false;
            }
        }

        return true;
    }

    private static bool ObjectsEqual(ObjectView left, ObjectView right, EvaluationContext context)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        for (var i = 0; i < left.Count; i++)
        {
            var name = left.NameAt(i);
            if (!right.Has(name) || !DeepEquals(left.ValueAt(i), right.Get(name), context))
            {
                return false;
            }
        }

        return true;
    }
}
