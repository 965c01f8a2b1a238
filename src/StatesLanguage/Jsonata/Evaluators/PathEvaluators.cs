namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>A field: <c>name</c>.</summary>
internal sealed class FieldEvaluator(string name) : SequenceEvaluator
{
    public override Value EvaluateRaw(Value input, Frame frame) => ValueOperations.Lookup(input, name);
}

/// <summary><c>*</c>.</summary>
internal sealed class WildcardEvaluator : SequenceEvaluator
{
    public override Value EvaluateRaw(Value input, Frame frame)
    {
        if (input.Reference is ValueArray { IsOuterWrapper: true } wrapper)
        {
            input = wrapper[0];
        }

        var result = ValueArray.Sequence();
        if (ObjectView.TryGet(input, out var members))
        {
            for (var i = 0; i < members.Count; i++)
            {
                AddMember(members.ValueAt(i), result, frame.Context);
            }
        }
        else if (input.Reference is ValueArray array)
        {
            // The members of an array are its items.
            for (var i = 0; i < array.Count; i++)
            {
                AddMember(array[i], result, frame.Context);
            }
        }

        return Value.Array(result);
    }

    // What holds an array among its members gives a plain array.
    private static void AddMember(Value value, ValueArray result, EvaluationContext context)
    {
        result.IsSequence &= value.Reference is not ValueArray;
        AddDeep(value, result, context);
    }

    private static void AddDeep(Value value, ValueArray result, EvaluationContext context)
    {
        context.Step();
        if (value.Reference is not ValueArray array)
        {
            result.Add(value);
            return;
        }

        StackGuard.Ensure();
        for (var i = 0; i < array.Count; i++)
        {
            AddDeep(array[i], result, context);
        }
    }
}

/// <summary><c>**</c>.</summary>
internal sealed class DescendantsEvaluator : SequenceEvaluator
{
    public override Value EvaluateRaw(Value input, Frame frame)
    {
        if (input.IsUndefined)
        {
            return default;
        }

        var result = ValueArray.Sequence();
        AddDeep(input, result, frame.Context);
        return result.Count == 1 ? result[0] : Value.Array(result);
    }

    private static void AddDeep(Value value, ValueArray result, EvaluationContext context)
    {
        context.Step();
        StackGuard.Ensure();
        if (value.Reference is ValueArray array)
        {
            for (var i = 0; i < array.Count; i++)
            {
                AddDeep(array[i], result, context);
            }

            return;
        }

        result.Add(value);
        if (ObjectView.TryGet(value, out var members))
        {
            for (var i = 0; i < members.Count; i++)
            {
                AddDeep(members.ValueAt(i), result, context);
            }
        }
    }
}

/// <summary>Predicates on what is not a step of a path.</summary>
internal sealed class FilteredEvaluator(Evaluator operand, StageCode[] predicates) : SequenceEvaluator
{
    public override Value EvaluateRaw(Value input, Frame frame)
    {
        var value = operand.EvaluateRaw(input, frame);
        foreach (var predicate in predicates)
        {
            value = predicate.Filter(value, frame);
        }

        return value;
    }
}

/// <summary>A path of fields, perhaps from a variable: by far the most common kind. It makes no sequences until it meets an array.</summary>
internal sealed class FieldPathEvaluator : SequenceEvaluator
{
    private readonly PathEvaluator _general;
    private readonly string[] _names;
    private readonly Evaluator? _start;

    public FieldPathEvaluator(StepCode[] steps)
    {
        _start = steps[0].IsVariable ? steps[0].Code : null;
        _names = [.. steps.Skip(_start is null ? 0 : 1).Select(step => step.FieldName!)];
        _general = new PathEvaluator(steps) { StartsFromVariable = _start is not null };
    }

    public override Value EvaluateRaw(Value input, Frame frame)
    {
        var value = _start is null ? input : _start.Evaluate(input, frame);
        var stepsBefore = _start is null ? 0 : 1;
        for (var i = 0; i < _names.Length; i++)
        {
            if (value.Reference is ValueArray array)
            {
                return _general.EvaluateFrom(i + stepsBefore, array, frame);
            }

            value = ValueOperations.Lookup(value, _names[i]);
            if (value.IsUndefined)
            {
                return default;
            }
        }

        return value;
    }
}

/// <summary>A path of any steps.</summary>
internal sealed class PathEvaluator(StepCode[] steps) : SequenceEvaluator
{
    public bool StartsFromVariable { get; init; }

    public bool KeepSingletonArray { get; init; }

    /// <summary>The tuples are the result, for the path around this one.</summary>
    public bool KeepsTuples { get; init; }

    public GroupingCode? Group { get; init; }

    public override Value EvaluateRaw(Value input, Frame frame)
    {
        var items = !StartsFromVariable && input.Reference is ValueArray array ? array : ValueArray.SequenceOf(input);
        return EvaluateFrom(0, items, frame);
    }

    /// <summary>Goes on from a step, over the items that the steps before gave.</summary>
    public Value EvaluateFrom(int start, ValueArray input, Frame frame)
    {
        var items = input;
        ValueArray? rows = null;
        Value result = default;
        for (var i = start; i < steps.Length; i++)
        {
            var step = steps[i];
            if (step.IsConstructedFirst)
            {
                result = step.Code!.Evaluate(Value.Array(items), frame);
            }
            else if (step.Tuples)
            {
                rows = step.EvaluateTuples(items, rows, frame);
                continue;
            }
            else
            {
                result = step.Evaluate(items, frame, isLast: i == steps.Length - 1);
            }

            if (result.IsUndefined || result.Reference is ValueArray { Count: 0 })
            {
                break;
            }

            items = ValueOperations.AsArray(result);
        }

        if (rows is not null)
        {
            result = Value.Array(KeepsTuples ? rows : ItemsOf(rows));
        }

        if (KeepSingletonArray && result.Reference is ValueArray found)
        {
            result = KeepSingle(result, found);
        }

        return Group is null ? result : Group.Group(rows is null ? result : Value.Array(rows), frame);
    }

    private static ValueArray ItemsOf(ValueArray rows)
    {
        var items = ValueArray.Sequence(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            // A tuple may lack its item: a step gave undefined for it.
            items.Add(((TupleRow)rows[i].Reference!).Item);
        }

        return items;
    }

    private static Value KeepSingle(Value result, ValueArray array)
    {
        if (array.IsSequence)
        {
            array.KeepSingleton = true;
            return result;
        }

        if (!array.IsConstructed)
        {
            return result;
        }

        var wrapper = ValueArray.SequenceOf(result);
        wrapper.KeepSingleton = true;
        return Value.Array(wrapper);
    }
}
