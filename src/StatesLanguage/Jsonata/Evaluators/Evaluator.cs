namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>A compiled node.</summary>
internal abstract class Evaluator
{
    /// <summary>The value in a context, sequences of one or no item reduced.</summary>
    public abstract Value Evaluate(Value input, Frame frame);

    /// <summary>The value before sequences are reduced, which predicates work on.</summary>
    public virtual Value EvaluateRaw(Value input, Frame frame) => Evaluate(input, frame);
}

/// <summary>A node whose value may be a sequence.</summary>
internal abstract class SequenceEvaluator : Evaluator
{
    /// <summary><c>[]</c> was written: a sequence of one item stays an array.</summary>
    public bool KeepArray { get; set; }

    public sealed override Value Evaluate(Value input, Frame frame) => ValueOperations.Normalize(EvaluateRaw(input, frame), KeepArray);

    public abstract override Value EvaluateRaw(Value input, Frame frame);
}

/// <summary>A node that continues on another stack if this one is nearly used up.</summary>
internal sealed class GuardedEvaluator(Evaluator inner) : Evaluator
{
    private const int StackSize = 4 << 20;

    public Evaluator Inner => inner;

    public override Value Evaluate(Value input, Frame frame) => StackGuard.HasRoom()
        ? inner.Evaluate(input, frame)
        : StackGuard.RunOnNewStack((inner, input, frame), static state => state.inner.Evaluate(state.input, state.frame), StackSize);

    public override Value EvaluateRaw(Value input, Frame frame) => StackGuard.HasRoom()
        ? inner.EvaluateRaw(input, frame)
        : StackGuard.RunOnNewStack((inner, input, frame), static state => state.inner.EvaluateRaw(state.input, state.frame), StackSize);
}

/// <summary>A literal.</summary>
internal sealed class ConstantEvaluator(Value value) : Evaluator
{
    public override Value Evaluate(Value input, Frame frame) => value;
}

/// <summary><c>$</c>.</summary>
internal sealed class ContextEvaluator : SequenceEvaluator
{
    public override Value EvaluateRaw(Value input, Frame frame) =>
        input.Reference is ValueArray { IsOuterWrapper: true } wrapper ? wrapper[0] : input;
}

/// <summary>Where a variable may be: so many frames up, in this slot, or in the tuple of the frame.</summary>
internal readonly record struct VariableCandidate(int Hops, int Slot);

/// <summary><c>$name</c>, or the tuple binding behind a <c>%</c>.</summary>
internal sealed class VariableEvaluator(string name) : SequenceEvaluator
{
    private VariableCandidate[] _candidates = [];

    public void Resolve(VariableCandidate[] candidates) => _candidates = candidates;

    public override Value EvaluateRaw(Value input, Frame frame)
    {
        var hops = 0;
        var current = frame;
        foreach (var candidate in _candidates)
        {
            for (; hops < candidate.Hops; hops++)
            {
                current = current.Parent!;
            }

            if (candidate.Slot < 0)
            {
                if (current.Row is not null && current.Row.TryGet(name, out var bound))
                {
                    return bound;
                }

                continue;
            }

            var value = current.Slots[candidate.Slot];
            if (!value.IsUnset)
            {
                return value;
            }
        }

        return frame.Context.Global(name);
    }
}

/// <summary><c>$name := value</c>.</summary>
internal sealed class AssignmentEvaluator(int slot, Evaluator value) : Evaluator
{
    public override Value Evaluate(Value input, Frame frame)
    {
        var result = value.Evaluate(input, frame);
        frame.Slots[slot] = result;
        return result;
    }
}

/// <summary><c>(a; b; c)</c>.</summary>
internal sealed class BlockEvaluator(Evaluator[] expressions) : SequenceEvaluator
{
    /// <summary>How many variables are assigned in it.</summary>
    public int SlotCount { get; set; }

    public void LeaveTailCalls(Action<Evaluator> mark)
    {
        if (expressions.Length > 0)
        {
            mark(expressions[expressions.Length - 1]);
        }
    }

    public override Value EvaluateRaw(Value input, Frame frame)
    {
        var inner = SlotCount > 0 ? frame.Nested(SlotCount) : frame;
        Value result = default;
        foreach (var expression in expressions)
        {
            result = expression.Evaluate(input, inner);
        }

        return result;
    }
}

/// <summary><c>condition ? then : else</c>.</summary>
internal sealed class ConditionalEvaluator(Evaluator condition, Evaluator then, Evaluator? otherwise) : SequenceEvaluator
{
    public void LeaveTailCalls(Action<Evaluator> mark)
    {
        mark(then);
        if (otherwise is not null)
        {
            mark(otherwise);
        }
    }

    public override Value EvaluateRaw(Value input, Frame frame)
    {
        if (ValueOperations.IsTrue(condition.Evaluate(input, frame), frame.Context))
        {
            return then.Evaluate(input, frame);
        }

        return otherwise is null ? default : otherwise.Evaluate(input, frame);
    }
}

/// <summary><c>left ?: right</c>.</summary>
internal sealed class DefaultEvaluator(Evaluator left, Evaluator right) : SequenceEvaluator
{
    public override Value EvaluateRaw(Value input, Frame frame)
    {
        var value = left.Evaluate(input, frame);
        return ValueOperations.IsTrue(value, frame.Context) ? value : right.Evaluate(input, frame);
    }
}

/// <summary><c>left ?? right</c>.</summary>
internal sealed class CoalesceEvaluator(Evaluator left, Evaluator right) : SequenceEvaluator
{
    public override Value EvaluateRaw(Value input, Frame frame)
    {
        var value = left.Evaluate(input, frame);
        return value.IsUndefined ? right.Evaluate(input, frame) : value;
    }
}
