using System.Runtime.CompilerServices;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>What a value is, seen from the language.</summary>
internal enum ValueKind
{
    Undefined,
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
    Function,
}

/// <summary>
/// A value during evaluation: undefined, JSON, or a function. Numbers take no allocation; input data is wrapped when it is reached,
/// never converted as a whole.
/// </summary>
/// <remarks>
/// The reference is null for undefined, a marker for numbers, <see cref="DataNull"/>, <see cref="DataBoolean"/>, <see cref="string"/>,
/// <see cref="ValueArray"/>, <see cref="DataObject"/> (input) or <see cref="ValueObject"/> (made here), or a <see cref="Function"/>.
/// Within tuple streams it is a <see cref="TupleRow"/>.
/// </remarks>
internal readonly struct Value
{
    private static readonly object NumberMarker = new();
    private static readonly object UnsetMarker = new();

    private readonly double _number;

    private Value(object? reference, double number)
    {
        Reference = reference;
        _number = number;
    }

    public static Value Undefined => default;

    /// <summary>A variable's slot before its assignment has run: the variable of an outer scope shines through.</summary>
    public static Value Unset => new(UnsetMarker, 0);

    public static Value Null => new(JsonData.Null, 0);

    public static Value True => new(JsonData.True, 0);

    public static Value False => new(JsonData.False, 0);

    public object? Reference { get; }

    public bool IsUndefined => Reference is null;

    public bool IsUnset => ReferenceEquals(Reference, UnsetMarker);

    public bool IsNumber => ReferenceEquals(Reference, NumberMarker);

    public bool IsNull => ReferenceEquals(Reference, JsonData.Null);

    /// <summary>The number, if this is one.</summary>
    public double AsDouble => _number;

    public ValueKind Kind => Reference switch
    {
        null => ValueKind.Undefined,
        string => ValueKind.String,
        ValueArray => ValueKind.Array,
        DataObject or ValueObject => ValueKind.Object,
        DataBoolean => ValueKind.Boolean,
        DataNull => ValueKind.Null,
        Jsonata.Function => ValueKind.Function,
        _ => IsNumber ? ValueKind.Number : ValueKind.Object,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Value Number(double number) => new(NumberMarker, number);

    public static Value Boolean(bool value) => new(value ? JsonData.True : JsonData.False, 0);

    public static Value String(string text) => new(text, 0);

    public static Value Array(ValueArray array) => new(array, 0);

    public static Value Object(ValueObject value) => new(value, 0);

    public static Value Function(Function function) => new(function, 0);

    public static Value Row(TupleRow row) => new(row, 0);

    /// <summary>Wraps JSON data.</summary>
    public static Value From(JsonData? data) => data switch
    {
        null => default,
        DataString text => new Value(text.Value, 0),
        DataNumber number => new Value(NumberMarker, number.Value),
        DataArray array => new Value(new ValueArray(array), 0),
        _ => new Value(data, 0),
    };

    public bool TryGetString(out string text)
    {
        if (Reference is string found)
        {
            text = found;
            return true;
        }

        text = "";
        return false;
    }

    public override string ToString() => Kind.ToString();
}
