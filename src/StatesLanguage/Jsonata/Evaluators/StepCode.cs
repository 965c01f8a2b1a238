namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>A step of a path with its stages.</summary>
/// <param name="code">What selects; null for a sort.</param>
internal sealed class StepCode(Evaluator? code)
{
    public Evaluator? Code => code;

    public SortCode? Sort { get; init; }

    public StageCode[] Stages { get; init; } = [];

    /// <summary>This step or one before it works on tuples.</summary>
    public bool Tuples { get; init; }

    public string? Focus { get; init; }

    public string? Index { get; init; }

    /// <summary>The binding that keeps the input of this step for a <c>%</c>.</summary>
    public string? AncestorLabel { get; set; }

    /// <summary>The first step is an array constructor: it is evaluated once, not for each item of the context.</summary>
    public bool IsConstructedFirst { get; init; }

    /// <summary>The name, if the step selects a field and has nothing else to it.</summary>
    public string? FieldName { get; init; }

    /// <summary>The first step is a variable and has nothing else to it.</summary>
    public bool IsVariable { get; init; }

    public int SlotCount { get; set; }

    public bool IsPlainField => FieldName is not null && Stages.Length == 0 && !Tuples;

    public bool IsPlainVariable => IsVariable && Stages.Length == 0 && !Tuples;

    /// <summary>The step for each item, the results joined.</summary>
    public Value Evaluate(ValueArray items, Frame frame, bool isLast)
    {
        if (Sort is not null)
        {
            var sorted = Value.Array(Sort.Sort(items, frame));
            foreach (var stage in Stages)
            {
                sorted = stage.Filter(sorted, frame);
            }

            return sorted;
        }

        Value first = default;
        ValueArray? joined = null;
        frame.Context.Steps(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            var value = code!.Evaluate(items[i], frame);
            foreach (var stage in Stages)
            {
                value = stage.Filter(value, frame);
            }

            if (value.IsUndefined)
            {
                continue;
            }

            if (joined is not null)
            {
                joined.AddFlat(value);
            }
            else if (first.IsUndefined)
            {
                first = value;
            }
            else
            {
                joined = ValueArray.Sequence(items.Count);
                joined.AddFlat(first);
                joined.AddFlat(value);
            }
        }

        if (joined is null)
        {
            if (first.IsUndefined || (isLast && first.Reference is ValueArray { IsSequence: false }))
            {
                return first;
            }

            joined = ValueArray.Sequence(1);
            joined.AddFlat(first);
        }

        frame.Context.AllocateValues(joined.Count);
        return Value.Array(joined);
    }

    /// <summary>The step for each tuple; each result is a tuple of its own.</summary>
    /// <param name="items">The items, if there are no tuples yet.</param>
    /// <param name="rows">The tuples so far.</param>
    /// <param name="frame">The variables around the path.</param>
    public ValueArray EvaluateTuples(ValueArray items, ValueArray? rows, Frame frame)
    {
        var result = Value.Array(Sort is null ? SelectTuples(items, rows, frame) : SortTuples(items, rows, frame));
        foreach (var stage in Stages)
        {
            result = stage.IndexName is null ? stage.Filter(result, frame) : Number((ValueArray)result.Reference!, stage.IndexName);
        }

        return (ValueArray)result.Reference!;
    }

    private ValueArray SortTuples(ValueArray items, ValueArray? rows, Frame frame)
    {
        var sorted = Sort!.Sort(rows ?? items, frame);
        var result = new ValueArray(sorted.Count) { IsSequence = true, IsTupleStream = true };
        for (var i = 0; i < sorted.Count; i++)
        {
            if (rows is not null)
            {
                result.Add(sorted[i]);
                continue;
            }

            var row = new TupleRow(sorted[i]);
            result.Add(Value.Row(Index is null ? row : row.With(Index, Value.Number(i))));
        }

        return result;
    }

    private ValueArray SelectTuples(ValueArray items, ValueArray? rows, Frame frame)
    {
        var result = new ValueArray { IsSequence = true, IsTupleStream = true };
        var count = rows?.Count ?? items.Count;
        frame.Context.Steps(count);
        for (var i = 0; i < count; i++)
        {
            var row = rows is null ? new TupleRow(items[i]) : (TupleRow)rows[i].Reference!;
            var value = code!.Evaluate(row.Item, frame.Nested(SlotCount, row));
            if (value.IsUndefined)
            {
                continue;
            }

            if (value.Reference is not ValueArray selected)
            {
                result.Add(Value.Row(Bind(row, value, 0)));
                continue;
            }

            for (var k = 0; k < selected.Count; k++)
            {
                result.Add(Value.Row(selected[k].Reference is TupleRow inner ? row.Overlay(inner) : Bind(row, selected[k], k)));
            }
        }

        frame.Context.AllocateValues(4L * result.Count);
        return result;
    }

    private TupleRow Bind(TupleRow row, Value value, int index)
    {
        var bound = string.IsNullOrEmpty(Focus) ? row.WithItem(value) : row.With(Focus!, value);
        if (!string.IsNullOrEmpty(Index))
        {
            bound = bound.With(Index!, Value.Number(index));
        }

        return AncestorLabel is null ? bound : bound.With(AncestorLabel, row.Item);
    }

    private static Value Number(ValueArray rows, string name)
    {
        var result = new ValueArray(rows.Count) { IsSequence = true, IsTupleStream = true };
        for (var i = 0; i < rows.Count; i++)
        {
            result.Add(Value.Row(((TupleRow)rows[i].Reference!).With(name, Value.Number(i))));
        }

        return Value.Array(result);
    }
}

/// <summary>A predicate, an index, or the binding of positions.</summary>
internal sealed class StageCode
{
    private Evaluator? _condition;
    private double _number;
    private bool _tuples;

    /// <summary>The variable that gets positions, for a stage that binds them.</summary>
    public string? IndexName { get; private init; }

    public int SlotCount { get; set; }

    public static StageCode Index(string name) => new() { IndexName = name };

    public static StageCode Number(double number) => new() { _number = Math.Floor(number) };

    public static StageCode Condition(Evaluator condition, bool tuples) => new() { _condition = condition, _tuples = tuples };

    /// <summary>The items that the predicate selects.</summary>
    public Value Filter(Value input, Frame frame)
    {
        if (IndexName is not null)
        {
            return input;
        }

        var items = input.Reference as ValueArray;
        return _condition is null ? At(input, items) : Value.Array(Select(items ?? ValueArray.SequenceOf(input), frame));
    }

    private Value At(Value input, ValueArray? items)
    {
        var count = items?.Count ?? 1;
        var at = _number < 0 ? count + _number : _number;
        if (at < 0 || at >= count)
        {
            return Value.Array(new ValueArray { IsSequence = true, IsTupleStream = items is { IsTupleStream: true } });
        }

        var item = items is null ? input : items[(int)at];
        if (item.Reference is ValueArray)
        {
            return item;
        }

        var result = ValueArray.Sequence(1);
        result.IsTupleStream = items is { IsTupleStream: true };
        if (!item.IsUndefined)
        {
            result.Add(item);
        }

        return Value.Array(result);
    }

    private ValueArray Select(ValueArray items, Frame frame)
    {
        var result = new ValueArray { IsSequence = true, IsTupleStream = items.IsTupleStream };
        frame.Context.Steps(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            var row = item.Reference as TupleRow;
            var inner = _tuples ? frame.Nested(SlotCount, row) : frame;
            var condition = _condition!.Evaluate(row is null ? item : row.Item, inner);
            if (ValueOperations.IsNumeric(condition))
            {
                if (PositionOf(condition.AsDouble, items.Count) == i)
                {
                    result.Add(item);
                }
            }
            else if (ValueOperations.IsArrayOfNumbers(condition, out var positions))
            {
                frame.Context.Steps(positions.Count);
                for (var p = 0; p < positions.Count; p++)
                {
                    if (PositionOf(positions[p].AsDouble, items.Count) == i)
                    {
                        result.Add(item);
                    }
                }
            }
            else if (ValueOperations.IsTrue(condition, frame.Context))
            {
                result.Add(item);
            }
        }

        frame.Context.AllocateValues(result.Count);
        return result;
    }

    private static double PositionOf(double number, int count)
    {
        var floor = Math.Floor(number);
        return floor < 0 ? count + floor : floor;
    }
}

/// <summary>The terms of an order-by clause.</summary>
internal sealed class SortCode(Evaluator[] terms, bool[] descending, bool tuples, int position)
{
    public int SlotCount { get; set; }

    public ValueArray Sort(ValueArray items, Frame frame)
    {
        if (items.Count <= 1)
        {
            return items;
        }

        var keys = new Dictionary<int, Value[]>();
        var order = new int[items.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        StableSort.Sort(order, (a, b) => Compare(KeysOf(a, items, keys, frame), KeysOf(b, items, keys, frame)) > 0, frame.Context);
        var sorted = new Value[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            sorted[i] = items[order[i]];
        }

        frame.Context.AllocateValues(sorted.Length);
        return new ValueArray(sorted) { IsTupleStream = items.IsTupleStream };
    }

    // Each item's keys are evaluated once, when it is first compared.
    private Value[] KeysOf(int index, ValueArray items, Dictionary<int, Value[]> known, Frame frame)
    {
        if (known.TryGetValue(index, out var keys))
        {
            return keys;
        }

        var row = items[index].Reference as TupleRow;
        keys = new Value[terms.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = terms[i].Evaluate(row is null ? items[index] : row.Item, tuples ? frame.Nested(SlotCount, row) : frame);
        }

        known.Add(index, keys);
        return keys;
    }

    private int Compare(Value[] left, Value[] right)
    {
        for (var i = 0; i < terms.Length; i++)
        {
            var order = Compare(left[i], right[i], out var isMissing);
            if (order != 0)
            {
                return descending[i] && !isMissing ? -order : order;
            }
        }

        return 0;
    }

    // Undefined comes last, in either direction.
    private int Compare(Value a, Value b, out bool isMissing)
    {
        isMissing = a.IsUndefined || b.IsUndefined;
        if (isMissing)
        {
            return a.IsUndefined ? b.IsUndefined ? 0 : 1 : -1;
        }

        if (a.IsNumber && b.IsNumber)
        {
            return a.AsDouble == b.AsDouble ? 0 : a.AsDouble < b.AsDouble ? -1 : 1;
        }

        if (a.Reference is string s && b.Reference is string t)
        {
            return Math.Sign(string.CompareOrdinal(s, t));
        }

        var isOrdered = IsOrdered(a) && IsOrdered(b);
        throw new JsonataException(isOrdered ? "T2007" : "T2008", position, "^", ValueOperations.Describe(a), ValueOperations.Describe(b));
    }

    private static bool IsOrdered(Value value) => value.IsNumber || value.Reference is string;
}
