using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace LambdaLift.StatesLanguage.Json;

/// <summary>An immutable JSON object. Members keep the order in which they were added; names are unique, compared ordinally.</summary>
public sealed class DataObject : JsonData, IReadOnlyDictionary<string, JsonData>
{
    private readonly string[] _names;
    private readonly JsonData[] _values;

    // Built on the first lookup in an object with many members; two threads may both build it, with the same content.
    private NameIndex? _index;

    internal DataObject(string[] names, JsonData[] values, NameIndex? index = null)
        : base(JsonDataKind.Object)
    {
        _names = names;
        _values = values;
        _index = index;
    }

    /// <summary>The empty object.</summary>
    public static DataObject Empty { get; } = new([], []);

    /// <inheritdoc/>
    public int Count => _names.Length;

    /// <summary>The names in order.</summary>
    public ReadOnlySpan<string> Names => _names;

    /// <summary>The values in order.</summary>
    public ReadOnlySpan<JsonData> Values => _values;

    IEnumerable<string> IReadOnlyDictionary<string, JsonData>.Keys => _names;

    IEnumerable<JsonData> IReadOnlyDictionary<string, JsonData>.Values => _values;

    /// <summary>The value of a member.</summary>
    /// <exception cref="KeyNotFoundException">There is no such member.</exception>
    public JsonData this[string key] => Get(key) ?? throw new KeyNotFoundException($"The object has no member '{key}'.");

    /// <summary>The value of a member, or null if there is none (a member with the value <c>null</c> gives <see cref="DataNull"/>).</summary>
    public JsonData? Get(string name)
    {
        var at = IndexOf(name);
        return at < 0 ? null : _values[at];
    }

#pragma warning disable CS8767 // netstandard2.0's interface lacks the attribute.
    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out JsonData value)
    {
        value = Get(key)!;
        return value is not null;
    }
#pragma warning restore CS8767

    /// <inheritdoc/>
    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    /// <summary>The position of a member, or -1.</summary>
    public int IndexOf(string name)
    {
        var names = _names;
        if (names.Length > NameIndex.LinearLimit)
        {
            return (_index ??= new NameIndex(names, names.Length)).Find(names, name);
        }

        for (var i = 0; i < names.Length; i++)
        {
            if (string.Equals(names[i], name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>A copy in which one member is set: in its place if it exists, else at the end.</summary>
    public DataObject With(string name, JsonData value)
    {
        var at = IndexOf(name);
        if (at >= 0)
        {
            var replaced = (JsonData[])_values.Clone();
            replaced[at] = value;
            return new DataObject(_names, replaced, _index);
        }

        var names = new string[_names.Length + 1];
        var values = new JsonData[_values.Length + 1];
        System.Array.Copy(_names, names, _names.Length);
        System.Array.Copy(_values, values, _values.Length);
        names[_names.Length] = name;
        values[_values.Length] = value;
        return new DataObject(names, values);
    }

    /// <summary>An object of the same names in the same order. The caller hands the array over and never writes to it again.</summary>
    /// <exception cref="ArgumentException">There are not as many values as names.</exception>
    public DataObject WithValues(JsonData[] values) =>
        values.Length == _names.Length ? new DataObject(_names, values, _index) : throw new ArgumentException("There must be as many values as names.", nameof(values));

    /// <summary>A copy without a member; this object itself if there is no such member.</summary>
    public DataObject Without(string name)
    {
        var at = IndexOf(name);
        if (at < 0)
        {
            return this;
        }

        var names = new string[_names.Length - 1];
        var values = new JsonData[_values.Length - 1];
        System.Array.Copy(_names, names, at);
        System.Array.Copy(_values, values, at);
        System.Array.Copy(_names, at + 1, names, at, names.Length - at);
        System.Array.Copy(_values, at + 1, values, at, values.Length - at);
        return new DataObject(names, values);
    }

    /// <summary>A shallow merge: the members of this, then those of <paramref name="other"/>, which win.</summary>
    public DataObject Merge(DataObject other)
    {
        var builder = new DataObjectBuilder(Count + other.Count);
        for (var i = 0; i < _names.Length; i++)
        {
            builder.Set(_names[i], _values[i]);
        }

        for (var i = 0; i < other._names.Length; i++)
        {
            builder.Set(other._names[i], other._values[i]);
        }

        return builder.Build();
    }

    /// <summary>Enumerates the members in order, without allocating.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<KeyValuePair<string, JsonData>> IEnumerable<KeyValuePair<string, JsonData>>.GetEnumerator()
    {
        for (var i = 0; i < _names.Length; i++)
        {
            yield return new(_names[i], _values[i]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<KeyValuePair<string, JsonData>>)this).GetEnumerator();

    private protected override bool ValueEquals(JsonData other)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var second = (DataObject)other;
        if (second._names.Length != _names.Length)
        {
            return false;
        }

        for (var i = 0; i < _names.Length; i++)
        {
            // Objects that came from the same place mostly agree in order too.
            var at = string.Equals(second._names[i], _names[i], StringComparison.Ordinal) ? i : second.IndexOf(_names[i]);
            if (at < 0 || !DeepEquals(_values[i], second._values[at]))
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
            var hash = _names.Length;
            for (var i = 0; i < _names.Length; i++)
            {
                // A sum: the order of members does not count.
                hash += (StringComparer.Ordinal.GetHashCode(_names[i]) * 397) ^ _values[i].GetHashCode();
            }

            return hash;
        }
    }

    /// <summary>Enumerates the members of an object.</summary>
    public struct Enumerator
    {
        private readonly DataObject _object;
        private int _index;

        internal Enumerator(DataObject target)
        {
            _object = target;
            _index = -1;
        }

        /// <summary>The current member.</summary>
        public readonly KeyValuePair<string, JsonData> Current => new(_object._names[_index], _object._values[_index]);

        /// <summary>Goes to the next member, if there is one.</summary>
        public bool MoveNext() => ++_index < _object._names.Length;
    }
}
