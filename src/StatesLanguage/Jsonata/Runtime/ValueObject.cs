using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>An object made during evaluation: members in the order of their first setting; functions are allowed as values.</summary>
internal sealed class ValueObject
{
    private const int LinearLimit = 8;

    private string[] _names;
    private Value[] _values;
    private Dictionary<string, int>? _index;
    private bool _sharesNames;

    public ValueObject(int capacity = 4)
    {
        _names = new string[capacity];
        _values = new Value[capacity];
    }

    /// <summary>Takes over values, and shares names that many objects have in common.</summary>
    public ValueObject(string[] sharedNames, Value[] values)
    {
        _names = sharedNames;
        _values = values;
        _sharesNames = true;
        Count = values.Length;
    }

    public int Count { get; private set; }

    public string NameAt(int index) => _names[index];

    public Value ValueAt(int index) => _values[index];

    public Value Get(string name)
    {
        var at = IndexOf(name);
        return at < 0 ? default : _values[at];
    }

    public bool Has(string name) => IndexOf(name) >= 0;

    public void Set(string name, Value value)
    {
        var at = IndexOf(name);
        if (at >= 0)
        {
            _values[at] = value;
            return;
        }

        if (Count == _names.Length || _sharesNames)
        {
            var size = Math.Max(4, Count * 2);
            Array.Resize(ref _names, size);
            Array.Resize(ref _values, size);
            _sharesNames = false;
        }

        _names[Count] = name;
        _values[Count] = value;
        _index?.Add(name, Count);
        Count++;
    }

    public void Remove(string name)
    {
        var at = IndexOf(name);
        if (at < 0)
        {
            return;
        }

        if (_sharesNames)
        {
            _names = (string[])_names.Clone();
            _sharesNames = false;
        }

        Array.Copy(_names, at + 1, _names, at, Count - at - 1);
        Array.Copy(_values, at + 1, _values, at, Count - at - 1);
        Count--;
        _index = null;
    }

    private int IndexOf(string name)
    {
        if (Count > LinearLimit)
        {
            if (_index is null)
            {
                _index = new Dictionary<string, int>(Count, StringComparer.Ordinal);
                for (var i = 0; i < Count; i++)
                {
                    _index.Add(_names[i], i);
                }
            }

            return _index.TryGetValue(name, out var found) ? found : -1;
        }

        for (var i = 0; i < Count; i++)
        {
            if (string.Equals(_names[i], name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>The members of an object, whether it came from the input or was made here.</summary>
internal readonly struct ObjectView
{
    private readonly DataObject? _data;
    private readonly ValueObject? _made;

    private ObjectView(DataObject? data, ValueObject? made)
    {
        _data = data;
        _made = made;
    }

    public int Count => _data?.Count ?? _made!.Count;

    public static bool TryGet(Value value, out ObjectView view)
    {
        switch (value.Reference)
        {
            case DataObject data:
                view = new ObjectView(data, null);
                return true;
            case ValueObject made:
                view = new ObjectView(null, made);
                return true;
            default:
                view = default;
                return false;
        }
    }

    public string NameAt(int index) => _data is not null ? _data.Names[index] : _made!.NameAt(index);

    public Value ValueAt(int index) => _data is not null ? Value.From(_data.Values[index]) : _made!.ValueAt(index);

    public Value Get(string name) => _data is not null ? Value.From(_data.Get(name)) : _made!.Get(name);

    public bool Has(string name) => _data is not null ? _data.ContainsKey(name) : _made!.Has(name);
}
