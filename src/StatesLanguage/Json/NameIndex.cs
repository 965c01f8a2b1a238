namespace LambdaLift.StatesLanguage.Json;

/// <summary>A hash index over member names: positions chained per bucket. Serves objects and their builder.</summary>
internal sealed class NameIndex
{
    /// <summary>Up to this many members a linear search is faster than hashing.</summary>
    public const int LinearLimit = 8;

    private int[] _heads;
    private int[] _next;
    private int[] _hashes;

    public NameIndex(string[] names, int count)
    {
        var size = 16;
        while (size < count * 2)
        {
            size *= 2;
        }

        _heads = new int[size];
        _next = new int[size];
        _hashes = new int[size];
        for (var i = 0; i < count; i++)
        {
            Link(StringComparer.Ordinal.GetHashCode(names[i]), i);
        }
    }

    public int Find(string[] names, string name)
    {
        var hash = StringComparer.Ordinal.GetHashCode(name);
        for (var i = _heads[hash & (_heads.Length - 1)] - 1; i >= 0; i = _next[i])
        {
            if (_hashes[i] == hash && string.Equals(names[i], name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Takes in the name at <paramref name="position"/>, the next free one.</summary>
    public void Add(string[] names, int position)
    {
        if (position * 2 >= _heads.Length)
        {
            var larger = new NameIndex(names, position + 1);
            (_heads, _next, _hashes) = (larger._heads, larger._next, larger._hashes);
            return;
        }

        Link(StringComparer.Ordinal.GetHashCode(names[position]), position);
    }

    private void Link(int hash, int position)
    {
        ref var head = ref _heads[hash & (_heads.Length - 1)];
        _hashes[position] = hash;
        _next[position] = head - 1;
        head = position + 1;
    }
}
