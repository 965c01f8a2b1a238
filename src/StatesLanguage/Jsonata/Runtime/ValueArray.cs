using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>
/// An array during evaluation. A sequence is one that came from selecting rather than from data: it stands for its only item if it has
/// one, and for undefined if it has none.
/// </summary>
internal sealed class ValueArray
{
    // The items: the array that the input holds, or ours.
    private readonly DataArray? _source;
    private Value[] _items;

    public ValueArray(DataArray source)
    {
        _source = source;
        _items = [];
        Count = source.Count;
    }

    public ValueArray(int capacity = 0) => _items = capacity == 0 ? [] : new Value[capacity];

    /// <summary>Takes over an array of items.</summary>
    public ValueArray(Value[] items)
    {
        _items = items;
        Count = items.Length;
    }

    public int Count { get; private set; }

    public bool IsSequence { get; set; }

    /// <summary>A sequence that stays an array when it has one item (<c>[]</c> was written).</summary>
    public bool KeepSingleton { get; set; }

    /// <summary>Made by an array constructor at the start or the end of a path: not flattened into the result of the step.</summary>
    public bool IsConstructed { get; set; }

    /// <summary>The items are <see cref="TupleRow"/>s.</summary>
    public bool IsTupleStream { get; set; }

    /// <summary>Holds the input, which was an array, as its only item.</summary>
    public bool IsOuterWrapper { get; set; }

    public DataArray? Source => _source;

    public Value this[int index] => _source is null ? _items[index] : Value.From(_source[index]);

    public static ValueArray Sequence(int capacity = 0) => new(capacity) { IsSequence = true };

    public static ValueArray SequenceOf(Value item) => new([item]) { IsSequence = true };

    /// <summary>Adds an item; only while the array is being built.</summary>
    public void Add(Value item)
    {
        if (Count == _items.Length)
        {
            System.Array.Resize(ref _items, Math.Max(4, Count * 2));
        }

        _items[Count++] = item;
    }

    public void AddRange(ValueArray items)
    {
        var needed = Count + items.Count;
        if (needed > _items.Length)
        {
            System.Array.Resize(ref _items, Math.Max(needed, Count * 2));
        }

        if (items._source is null)
        {
            System.Array.Copy(items._items, 0, _items, Count, items.Count);
            Count = needed;
            return;
        }

        foreach (var item in items._source)
        {
            _items[Count++] = Value.From(item);
        }
    }

    /// <summary>Adds what a step gave: the items of an array one by one, unless it was constructed.</summary>
    public void AddFlat(Value value)
    {
        if (value.Reference is ValueArray { IsConstructed: false } array)
        {
            AddRange(array);
        }
        else
        {
            Add(value);
        }
    }

    public Value[] ToItems()
    {
        var items = new Value[Count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = this[i];
        }

        return items;
    }

    /// <summary>Whether both are the same array, not just equal.</summary>
    public bool IsSameAs(ValueArray other) => ReferenceEquals(this, other) || (_source is not null && ReferenceEquals(_source, other._source));
}
