namespace LambdaLift.StatesLanguage.Json;

/// <summary>Collects the members of a <see cref="DataObject"/>.</summary>
public sealed class DataObjectBuilder
{
    private string[] _names;
    private JsonData[] _values;
    private NameIndex? _index;

    /// <summary>Starts an object, with room for <paramref name="capacity"/> members.</summary>
    public DataObjectBuilder(int capacity = 4)
    {
        _names = capacity == 0 ? [] : new string[capacity];
        _values = capacity == 0 ? [] : new JsonData[capacity];
    }

    /// <summary>How many members were set.</summary>
    public int Count { get; private set; }

    /// <summary>The value of a member set before, or null.</summary>
    public JsonData? Get(string name)
    {
        var at = IndexOf(name);
        return at < 0 ? null : _values[at];
    }

    /// <summary>Sets a member: the last value of a name wins, in the place of the first.</summary>
    public void Set(string name, JsonData value)
    {
        var at = IndexOf(name);
        if (at >= 0)
        {
            _values[at] = value;
            return;
        }

        if (Count == _names.Length)
        {
            var size = Math.Max(4, Count * 2);
            System.Array.Resize(ref _names, size);
            System.Array.Resize(ref _values, size);
        }

        _names[Count] = name ?? throw new ArgumentNullException(nameof(name));
        _values[Count] = value ?? throw new ArgumentNullException(nameof(value));
        _index?.Add(_names, Count);
        Count++;
    }

    /// <summary>The object; the builder is empty afterwards.</summary>
    public DataObject Build()
    {
        if (Count == 0)
        {
            return DataObject.Empty;
        }

        var full = Count == _names.Length;
        var names = full ? _names : _names.AsSpan(0, Count).ToArray();
        var values = full ? _values : _values.AsSpan(0, Count).ToArray();
        var built = new DataObject(names, values, _index);
        _names = [];
        _values = [];
        _index = null;
        Count = 0;
        return built;
    }

    private int IndexOf(string name)
    {
        if (Count <= NameIndex.LinearLimit)
        {
            for (var i = 0; i < Count; i++)
            {
                if (string.Equals(_names[i], name, StringComparison.Ordinal))
                {
                    return i;
                }
            }

            return -1;
        }

        return (_index ??= new NameIndex(_names, Count)).Find(_names, name);
    }
}
