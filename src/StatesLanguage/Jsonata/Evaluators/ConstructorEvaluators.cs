namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary><c>[items]</c>.</summary>
/// <param name="items">The items.</param>
/// <param name="nested">Which of them are array constructors: those are not joined.</param>
/// <param name="isConstructed">Whether the array stays one item of the path around it.</param>
internal sealed class ArrayEvaluator(Evaluator[] items, bool[] nested, bool isConstructed) : Evaluator
{
    public override Value Evaluate(Value input, Frame frame)
    {
        var result = new ValueArray(items.Length) { IsConstructed = isConstructed };
        for (var i = 0; i < items.Length; i++)
        {
            var value = items[i].Evaluate(input, frame);
            if (nested[i])
            {
                if (!value.IsUndefined)
                {
                    result.Add(value);
                }
            }
            else
            {
                ValueOperations.AddAll(result, value);
            }
        }

        frame.Context.AllocateValues(result.Count);
        return Value.Array(result);
    }
}

/// <summary><c>{key: value}</c>.</summary>
internal sealed class ObjectEvaluator(GroupingCode members) : Evaluator
{
    public override Value Evaluate(Value input, Frame frame) => members.Group(input, frame);
}

/// <summary><c>operand{key: value}</c> on what is not a path.</summary>
internal sealed class GroupingEvaluator(Evaluator operand, GroupingCode members) : Evaluator
{
    public override Value Evaluate(Value input, Frame frame) => members.Group(operand.EvaluateRaw(input, frame), frame);
}

/// <summary>Keys and values of an object constructor or a group-by clause.</summary>
internal sealed class GroupingCode(Evaluator[] keys, Evaluator[] values, bool tuples, int position)
{
    // Most constructors have constant, different keys.
    private readonly string[]? _constantKeys = ConstantKeys(keys);

    /// <summary>How many variables are assigned in it, if it works on tuples.</summary>
    public int SlotCount { get; set; }

    public Value Group(Value input, Frame frame)
    {
        var items = input.Reference as ValueArray;
        var isStream = items is { IsTupleStream: true };
        if (!isStream && !tuples && _constantKeys is not null && (items is null || items.Count <= 1))
        {
            return MakeOne(items is { Count: 1 } ? items[0] : items is null ? input : default, frame);
        }

        var groups = new List<Entry>();
        var index = new Dictionary<string, Entry>(StringComparer.Ordinal);

        // Nothing to group still makes the members that depend on nothing.
        var count = items is null || (items.Count == 0 && !isStream) ? 1 : items.Count;
        for (var i = 0; i < count; i++)
        {
            var item = items is null ? input : items.Count == 0 ? default : items[i];
            AddToGroups(item, frame, groups, index);
        }

        var result = new ValueObject(groups.Count);
        frame.Context.AllocateValues(groups.Count);
        foreach (var entry in groups)
        {
            var value = EvaluateGroup(entry, frame);
            if (!value.IsUndefined)
            {
                result.Set(entry.Key, value);
            }
        }

        return Value.Object(result);
    }

    private static string[]? ConstantKeys(Evaluator[] keys)
    {
        var names = new string[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] is not ConstantEvaluator constant || constant.Evaluate(default, null!).Reference is not string name)
            {
                return null;
            }

            names[i] = name;
        }

        return names.Distinct(StringComparer.Ordinal).Count() == names.Length ? names : null;
    }

    private Value MakeOne(Value input, Frame frame)
    {
        var made = new Value[values.Length];
        var defined = 0;
        for (var i = 0; i < made.Length; i++)
        {
            made[i] = values[i].Evaluate(input, frame);
            defined += made[i].IsUndefined ? 0 : 1;
        }

        frame.Context.AllocateValues(defined);
        if (defined == made.Length)
        {
            return Value.Object(new ValueObject(_constantKeys!, made));
        }

        var result = new ValueObject(defined);
        for (var i = 0; i < made.Length; i++)
        {
            if (!made[i].IsUndefined)
            {
                result.Set(_constantKeys![i], made[i]);
            }
        }

        return Value.Object(result);
    }

    private void AddToGroups(Value item, Frame frame, List<Entry> groups, Dictionary<string, Entry> index)
    {
        frame.Context.Step();
        var row = item.Reference as TupleRow;
        var itemFrame = tuples ? frame.Nested(SlotCount, row) : frame;
        for (var pair = 0; pair < keys.Length; pair++)
        {
            var key = keys[pair].Evaluate(row is null ? item : row.Item, itemFrame);
            if (key.IsUndefined)
            {
                continue;
            }

            if (key.Reference is not string name)
            {
                throw new JsonataException("T1003", position, null, ValueOperations.Describe(key));
            }

            if (!index.TryGetValue(name, out var entry))
            {
                entry = new Entry(name, pair);
                index.Add(name, entry);
                groups.Add(entry);
            }
            else if (entry.Pair != pair)
            {
                throw new JsonataException("D1009", position, null, name);
            }

            entry.Items.Add(item);
        }
    }

    private Value EvaluateGroup(Entry entry, Frame frame)
    {
        if (entry.Items[0].Reference is TupleRow)
        {
            var row = TupleRow.Reduce([.. entry.Items.Select(item => (TupleRow)item.Reference!)]);
            return values[entry.Pair].Evaluate(row.Item, frame.Nested(SlotCount, row));
        }

        var group = entry.Items[0];
        if (entry.Items.Count > 1)
        {
            var joined = new ValueArray(entry.Items.Count);
            foreach (var item in entry.Items)
            {
                ValueOperations.AddAll(joined, item);
            }

            frame.Context.AllocateValues(joined.Count);
            group = Value.Array(joined);
        }

        return values[entry.Pair].Evaluate(group, tuples ? frame.Nested(SlotCount) : frame);
    }

    private sealed class Entry(string key, int pair)
    {
        public string Key => key;

        public int Pair => pair;

        public List<Value> Items { get; } = [];
    }
}
