using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary><c>+ - * / %</c>.</summary>
internal sealed class ArithmeticEvaluator(JsonataOperator @operator, Evaluator left, Evaluator right, int position) : Evaluator
{
    public override Value Evaluate(Value input, Frame frame)
    {
        var a = left.Evaluate(input, frame);
        var b = right.Evaluate(input, frame);
        if (!a.IsUndefined && !IsNumeric(a))
        {
            throw Error("T2001", a);
        }

        if (!b.IsUndefined && !IsNumeric(b))
        {
            throw Error("T2002", b);
        }

        if (a.IsUndefined || b.IsUndefined)
        {
            return default;
        }

        return Value.Number(@operator switch
        {
            JsonataOperator.Add => a.AsDouble + b.AsDouble,
            JsonataOperator.Subtract => a.AsDouble - b.AsDouble,
            JsonataOperator.Multiply => a.AsDouble * b.AsDouble,
            JsonataOperator.Divide => a.AsDouble / b.AsDouble,
            _ => a.AsDouble % b.AsDouble,
        });
    }

    private bool IsNumeric(Value value)
    {
        if (value.IsNumber && double.IsInfinity(value.AsDouble))
        {
            throw Error("D1001", value);
        }

        return value.IsNumber && !double.IsNaN(value.AsDouble);
    }

    private JsonataException Error(string code, Value value) =>
        new(code, position, JsonataOperators.Symbol(@operator), ValueOperations.Describe(value));
}

/// <summary><c>-operand</c>.</summary>
internal sealed class NegationEvaluator(Evaluator operand, int position) : Evaluator
{
    public override Value Evaluate(Value input, Frame frame)
    {
        var value = operand.Evaluate(input, frame);
        if (value.IsUndefined)
        {
            return default;
        }

        return ValueOperations.IsNumeric(value)
            ? Value.Number(-value.AsDouble)
            : throw new JsonataException("D1002", position, "-", ValueOperations.Describe(value));
    }
}

/// <summary><c>=</c> and <c>!=</c>: both are false if a side is undefined.</summary>
internal sealed class EqualityEvaluator(Evaluator left, Evaluator right, bool negated) : Evaluator
{
    public override Value Evaluate(Value input, Frame frame)
    {
        var a = left.Evaluate(input, frame);
        var b = right.Evaluate(input, frame);
        return a.IsUndefined || b.IsUndefined
            ? Value.False
            : Value.Boolean(ValueOperations.DeepEquals(a, b, frame.Context) != negated);
    }
}

/// <summary><c>&lt; &lt;= &gt; &gt;=</c>.</summary>
internal sealed class ComparisonEvaluator(JsonataOperator @operator, Evaluator left, Evaluator right, int position) : Evaluator
{
    public override Value Evaluate(Value input, Frame frame)
    {
        var a = left.Evaluate(input, frame);
        var b = right.Evaluate(input, frame);
        if (a.IsNumber && b.IsNumber)
        {
            var x = a.AsDouble;
            var y = b.AsDouble;
            return Value.Boolean(@operator switch
            {
                JsonataOperator.Less => x < y,
                JsonataOperator.LessOrEqual => x <= y,
                JsonataOperator.Greater => x > y,
                _ => x >= y,
            });
        }

        if (!IsComparable(a) || !IsComparable(b))
        {
            throw Error("T2010", a, b);
        }

        if (a.IsUndefined || b.IsUndefined)
        {
            return default;
        }

        if (a.Reference is not string s || b.Reference is not string t)
        {
            throw Error("T2009", a, b);
        }

        var order = string.CompareOrdinal(s, t);
        return Value.Boolean(@operator switch
        {
            JsonataOperator.Less => order < 0,
            JsonataOperator.LessOrEqual => order <= 0,
            JsonataOperator.Greater => order > 0,
            _ => order >= 0,
        });
    }

    private static bool IsComparable(Value value) => value.IsUndefined || value.IsNumber || value.Reference is string;

    private JsonataException Error(string code, Value a, Value b) =>
        new(code, position, JsonataOperators.Symbol(@operator), ValueOperations.Describe(a), ValueOperations.Describe(b));
}

/// <summary><c>left &amp; right</c>.</summary>
internal sealed class ConcatenationEvaluator(Evaluator left, Evaluator right, int position) : Evaluator
{
    public override Value Evaluate(Value input, Frame frame)
    {
        var a = left.Evaluate(input, frame);
        var b = right.Evaluate(input, frame);
        try
        {
            var x = a.IsUndefined ? "" : TextFunctions.ToText(a, indented: false, frame.Context);
            var y = b.IsUndefined ? "" : TextFunctions.ToText(b, indented: false, frame.Context);
            frame.Context.AllocateText(x.Length + y.Length);
            return Value.String(string.Concat(x, y));
        }
        catch (JsonataException error) when (error.Lacks(position, "&"))
        {
            throw error.Locate(position, "&");
        }
    }
}

/// <summary><c>left in right</c>.</summary>
internal sealed class MembershipEvaluator(Evaluator left, Evaluator right) : Evaluator
{
    public override Value Evaluate(Value input, Frame frame)
    {
        var item = left.Evaluate(input, frame);
        var list = right.Evaluate(input, frame);
        if (item.IsUndefined || list.IsUndefined)
        {
            return Value.False;
        }

        if (list.Reference is not ValueArray array)
        {
            return Value.Boolean(ValueOperations.AreSame(item, list));
        }

        frame.Context.Steps(array.Count);
        for (var i = 0; i < array.Count; i++)
        {
            if (ValueOperations.AreSame(array[i], item))
            {
                return Value.True;
            }
        }

        return Value.False;
    }
}

/// <summary><c>left and right</c>.</summary>
internal sealed class AndEvaluator(Evaluator left, Evaluator right, int position) : Evaluator
{
    public override Value Evaluate(Value input, Frame frame)
    {
        var first = left.Evaluate(input, frame);
        try
        {
            return Value.Boolean(ValueOperations.IsTrue(first, frame.Context) && ValueOperations.IsTrue(right.Evaluate(input, frame), frame.Context));
        }
        catch (JsonataException error) when (error.Lacks(position, "and"))
        {
            throw error.Locate(position, "and");
        }
    }
}

/// <summary><c>left or right</c>.</summary>
internal sealed class OrEvaluator(Evaluator left, Evaluator right, int position) : Evaluator
{
    public override Value Evaluate(Value input, Frame frame)
    {
        var first = left.Evaluate(input, frame);
        try
        {
            return Value.Boolean(ValueOperations.IsTrue(first, frame.Context) || ValueOperations.IsTrue(right.Evaluate(input, frame), frame.Context));
        }
        catch (JsonataException error) when (error.Lacks(position, "or"))
        {
            throw error.Locate(position, "or");
        }
    }
}

/// <summary><c>start..end</c>.</summary>
internal sealed class RangeEvaluator(Evaluator start, Evaluator end, int position) : SequenceEvaluator
{
    private const double MaxCount = 1e7;

    public override Value EvaluateRaw(Value input, Frame frame)
    {
        var from = start.Evaluate(input, frame);
        var to = end.Evaluate(input, frame);
        if (!from.IsUndefined && !IsInteger(from))
        {
            throw new JsonataException("T2003", position, "..", ValueOperations.Describe(from));
        }

        if (!to.IsUndefined && !IsInteger(to))
        {
            throw new JsonataException("T2004", position, "..", ValueOperations.Describe(to));
        }

        if (from.IsUndefined || to.IsUndefined || from.AsDouble > to.AsDouble)
        {
            return default;
        }

        var count = to.AsDouble - from.AsDouble + 1;
        if (count > MaxCount)
        {
            throw new JsonataException("D2014", position, "..", NumberText.Format(count));
        }

        frame.Context.AllocateValues((long)count);
        var items = new Value[(int)count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Value.Number(from.AsDouble + i);
        }

        return Value.Array(new ValueArray(items) { IsSequence = true });
    }

    private static bool IsInteger(Value value) =>
        value.IsNumber && !double.IsInfinity(value.AsDouble) && Math.Floor(value.AsDouble) == value.AsDouble;
}
