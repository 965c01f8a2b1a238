using System.Collections;
using System.Runtime.CompilerServices;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>An immutable list that equals another one of equal items in equal order, so that records holding it compare by value.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
[CollectionBuilder(typeof(NodeList), nameof(NodeList.Create))]
public sealed class NodeList<T> : IReadOnlyList<T>, IEquatable<NodeList<T>>
    where T : class
{
    private readonly T[] _items;

    internal NodeList(T[] items) => _items = items;

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public T this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(NodeList<T>? other)
    {
        if (other is null || other._items.Length != _items.Length)
        {
            return false;
        }

        for (var i = 0; i < _items.Length; i++)
        {
            if (!_items[i].Equals(other._items[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NodeList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        unchecked
        {
            var hash = _items.Length;
            foreach (var item in _items)
            {
                hash = (hash * 31) + item.GetHashCode();
            }

            return hash;
        }
    }
}

/// <summary>Makes <see cref="NodeList{T}"/>s.</summary>
public static class NodeList
{
    /// <summary>A list of the given items.</summary>
    public static NodeList<T> Create<T>(ReadOnlySpan<T> items)
        where T : class => new(items.ToArray());

    /// <summary>A list of the given items.</summary>
    public static NodeList<T> From<T>(IEnumerable<T> items)
        where T : class => new([.. items]);
}
