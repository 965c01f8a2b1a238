namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>The variables of one run of a scope.</summary>
internal sealed class Frame(Frame? parent, EvaluationContext context, Value[] slots, TupleRow? row)
{
    public EvaluationContext Context { get; } = context;

    public Frame? Parent { get; } = parent;

    /// <summary>The variables that the scope assigns, by the numbers the compiler gave them.</summary>
    public Value[] Slots { get; } = slots;

    /// <summary>The bindings of the tuple that is being worked on, in a scope inside a path with <c>@</c>, <c>#</c> or <c>%</c>.</summary>
    public TupleRow? Row { get; } = row;

    /// <summary>A frame below this one, its variables not assigned yet.</summary>
    public Frame Nested(int slotCount, TupleRow? row = null)
    {
        if (slotCount == 0)
        {
            return new Frame(this, Context, [], row);
        }

        var slots = new Value[slotCount];
        for (var i = 0; i < slots.Length; i++)
        {
            slots[i] = Value.Unset;
        }

        return new Frame(this, Context, slots, row);
    }
}

/// <summary>One tuple of a tuple stream: the item selected, and what <c>@</c>, <c>#</c> and <c>%</c> have bound on the way to it.</summary>
internal sealed class TupleRow
{
    private readonly string[] _names;
    private readonly Value[] _values;

    public TupleRow(Value item)
        : this(item, [], [])
    {
    }

    private TupleRow(Value item, string[] names, Value[] values)
    {
        Item = item;
        _names = names;
        _values = values;
    }

    public Value Item { get; }

    public TupleRow WithItem(Value item) => new(item, _names, _values);

    public TupleRow With(string name, Value value)
    {
        var at = Array.IndexOf(_names, name);
        if (at >= 0)
        {
            var replaced = (Value[])_values.Clone();
            replaced[at] = value;
            return new TupleRow(Item, _names, replaced);
        }

        return new TupleRow(Item, [.. _names, name], [.. _values, value]);
    }

    /// <summary>This row overlaid with another one, its item included.</summary>
    public TupleRow Overlay(TupleRow other)
    {
        var row = WithItem(other.Item);
        for (var i = 0; i < other._names.Length; i++)
        {
            row = row.With(other._names[i], other._values[i]);
        }

        return row;
    }

    public bool TryGet(string name, out Value value)
    {
        var at = Array.IndexOf(_names, name);
        value = at < 0 ? default : _values[at];
        return at >= 0;
    }

    /// <summary>One row for many: item and bindings become lists.</summary>
    public static TupleRow Reduce(IReadOnlyList<TupleRow> rows)
    {
        var result = rows[0];
        for (var i = 1; i < rows.Count; i++)
        {
            var row = rows[i];
            result = result.WithItem(ValueOperations.Append(result.Item, row.Item));
            for (var n = 0; n < row._names.Length; n++)
            {
                result.TryGet(row._names[n], out var before);
                result = result.With(row._names[n], ValueOperations.Append(before, row._values[n]));
            }
        }

        return result;
    }
}
