using System.Collections;
using System.Runtime.CompilerServices;

namespace LambdaLift.StatesLanguage.Json;

/// <summary>An immutable JSON array.</summary>
public sealed class DataArray : JsonData, IReadOnlyList<JsonData>
{
    private readonly JsonData[] _items;

    private DataArray(JsonData[] items)
        : base(JsonDataKind.Array) => _items = items;

    /// <summary>The empty array.</summary>
    public static DataArray Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public JsonData this[int index] => _items[index];

    /// <summary>Wraps an array without copying it. The caller hands it over and never writes to it again.</summary>
    public static DataArray Adopt(JsonData[] items) => items.Length == 0 ? Empty : new DataArray(items);

    /// <summary>The items as a span.</summary>
    public ReadOnlySpan<JsonData> AsSpan() => _items;

    /// <summary>A copy with one more item at the end.</summary>
    public DataArray Add(JsonData item)
    {
        var items = new JsonData[_items.Length + 1];
        System.Array.Copy(_items, items, _items.Length);
        items[_items.Length] = item;
        return new DataArray(items);
    }

    /// <summary>A copy with the item at <paramref name="index"/> replaced.</summary>
    public DataArray With(int index, JsonData item)
    {
        var items = (JsonData[])_items.Clone();
        items[index] = item;
        return new DataArray(items);
    }

    /// <summary>The items from <paramref name="start"/>, <paramref name="count"/> of them.</summary>
    public DataArray Slice(int start, int count) => Adopt(_items.AsSpan(start, count).ToArray());

    /// <summary>Enumerates without allocating.</summary>
    public Enumerator GetEnumerator() => new(_items);

    IEnumerator<JsonData> IEnumerable<JsonData>.GetEnumerator() => ((IEnumerable<JsonData>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    internal static DataArray Create(JsonData[] items) => items.Length == 0 ? Empty : new DataArray((JsonData[])items.Clone());

    internal static DataArray Create(IEnumerable<JsonData> items) => Adopt(items.ToArray());

    private protected override bool ValueEquals(JsonData other)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var items = ((DataArray)other)._items;
        if (items.Length != _items.Length)
        {
            return false;
        }

        for (var i = 0; i < items.Length; i++)
        {
            if (!DeepEquals(_items[i], items[i]))
            {
                return false;
            }
        }

        return true;
    }

    private protected override int ValueHash()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        unchecked
        {
            var hash = 17;
            foreach (var item in _items)
            {
                hash = (hash * 31) + item.GetHashCode();
            }

            return hash;
        }
    }

    /// <summary>Enumerates the items of an array.</summary>
    public struct Enumerator
    {
        private readonly JsonData[] _items;
        private int _index;

        internal Enumerator(JsonData[] items)
        {
            _items = items;
            _index = -1;
        }

        /// <summary>The current item.</summary>
        public readonly JsonData Current => _items[_index];

        /// <summary>Goes to the next item, if there is one.</summary>
        public bool MoveNext() => ++_index < _items.Length;
    }
}

/// <summary>Collects the items of a <see cref="DataArray"/>.</summary>
public sealed class DataArrayBuilder
{
    private JsonData[] _items;

    /// <summary>Starts an array, with room for <paramref name="capacity"/> items.</summary>
    public DataArrayBuilder(int capacity = 4) => _items = capacity == 0 ? [] : new JsonData[capacity];

    /// <summary>How many items were added.</summary>
    public int Count { get; private set; }

    /// <summary>An item added before.</summary>
    public JsonData this[int index]
    {
        get => index < Count ? _items[index] : throw new ArgumentOutOfRangeException(nameof(index));
        set => _items[index < Count ? index : throw new ArgumentOutOfRangeException(nameof(index))] = value;
    }

    /// <summary>Adds an item at the end.</summary>
    public void Add(JsonData item)
    {
        if (Count == _items.Length)
        {
            System.Array.Resize(ref _items, Math.Max(4, Count * 2));
        }

        _items[Count++] = item;
    }

    /// <summary>The array; the builder is empty afterwards.</summary>
    public DataArray Build()
    {
        var items = Count == _items.Length ? _items : _items.AsSpan(0, Count).ToArray();
        _items = [];
        Count = 0;
        return DataArray.Adopt(items);
    }
}
