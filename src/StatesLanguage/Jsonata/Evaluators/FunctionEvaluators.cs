namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary><c>function($a){body}</c>.</summary>
internal sealed class LambdaEvaluator(LambdaDefinition definition) : Evaluator
{
    public override Value Evaluate(Value input, Frame frame) => Value.Function(new LambdaFunction(definition, input, frame));
}

/// <summary><c>function(arguments)</c>.</summary>
/// <param name="function">What is called.</param>
/// <param name="arguments">The arguments.</param>
/// <param name="forgotten">The variable of the same name, if a field is called.</param>
/// <param name="site">The place, for errors.</param>
internal sealed class CallEvaluator(Evaluator function, Evaluator[] arguments, Evaluator? forgotten, CallSite site) : SequenceEvaluator
{
    /// <summary>The call is the last thing that a lambda does: the caller of the lambda makes it.</summary>
    public bool IsTail { get; set; }

    public override Value EvaluateRaw(Value input, Frame frame)
    {
        var target = function.Evaluate(input, frame);
        CheckForgotten(target, input, frame);
        var values = new Value[arguments.Length];
        EvaluateArguments(values, 0, input, frame);
        if (IsTail && target.Reference is Function callee)
        {
            return frame.Context.TailCall(callee, values, site);
        }

        return Call(target, values, input, frame);
    }

    /// <summary>The call with one more argument before the others.</summary>
    public Value EvaluateWith(Value first, Value input, Frame frame)
    {
        var target = function.Evaluate(input, frame);
        CheckForgotten(target, input, frame);
        var values = new Value[arguments.Length + 1];
        values[0] = first;
        EvaluateArguments(values, 1, input, frame);
        return Call(target, values, input, frame);
    }

    private void EvaluateArguments(Value[] values, int offset, Value input, Frame frame)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = arguments[i].Evaluate(input, frame);
            values[i + offset] = value.Reference is Function passed ? Value.Function(passed.AsArgument) : value;
        }
    }

    private void CheckForgotten(Value target, Value input, Frame frame)
    {
        if (target.IsUndefined && forgotten is not null && !forgotten.Evaluate(input, frame).IsUndefined)
        {
            throw new JsonataException("T1005", site.Position, site.Token);
        }
    }

    private Value Call(Value target, Value[] values, Value input, Frame frame)
    {
        if (target.Reference is not Function callee)
        {
            throw new JsonataException("T1006", site.Position, site.Token);
        }

        try
        {
            return callee.Call(values, input, frame.Context);
        }
        catch (JsonataException error) when (error.Lacks(site.Position, site.Token))
        {
            throw error.Locate(site.Position, site.Token);
        }
    }
}

/// <summary><c>function(?, argument)</c>.</summary>
internal sealed class PartialEvaluator(Evaluator function, Evaluator?[] arguments, Evaluator? forgotten, CallSite site) : SequenceEvaluator
{
    public override Value EvaluateRaw(Value input, Frame frame)
    {
        var values = new Value[arguments.Length];
        var open = new List<int>();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is { } argument)
            {
                values[i] = argument.Evaluate(input, frame);
            }
            else
            {
                open.Add(i);
            }
        }

        var target = function.Evaluate(input, frame);
        if (target.Reference is Function callee)
        {
            return Value.Function(new PartialFunction(callee, values, [.. open]));
        }

        var isForgotten = target.IsUndefined && forgotten is not null && !forgotten.Evaluate(input, frame).IsUndefined;
        throw new JsonataException(isForgotten ? "T1007" : "T1008", site.Position, site.Token);
    }
}

/// <summary><c>left ~> function(arguments)</c>.</summary>
internal sealed class ChainedCallEvaluator(Evaluator left, CallEvaluator call) : SequenceEvaluator
{
    public override Value EvaluateRaw(Value input, Frame frame) => call.EvaluateWith(left.Evaluate(input, frame), input, frame);
}

/// <summary><c>left ~> function</c>.</summary>
internal sealed class ChainEvaluator(Evaluator left, Evaluator right, int position) : SequenceEvaluator
{
    public override Value EvaluateRaw(Value input, Frame frame)
    {
        var value = left.Evaluate(input, frame);
        if (right.Evaluate(input, frame).Reference is not Function function)
        {
            throw new JsonataException("T2006", position, "~>");
        }

        try
        {
            return value.Reference is Function first
                ? Value.Function(new ComposedFunction(first, function))
                : function.Call([value], Value.Null, frame.Context);
        }
        catch (JsonataException error) when (error.Lacks(position, "~>"))
        {
            throw error.Locate(position, "~>");
        }
    }
}

/// <summary><c>|pattern|update,delete|</c>.</summary>
internal sealed class TransformEvaluator(Evaluator pattern, Evaluator update, Evaluator? delete, Evaluator clone, int position) : Evaluator
{
    public override Value Evaluate(Value input, Frame frame) => Value.Function(new TransformFunction(this, frame));

    private Value Transform(Value target, Frame frame)
    {
        if (target.IsUndefined)
        {
            return default;
        }

        if (clone.Evaluate(default, frame).Reference is not Function copy)
        {
            throw new JsonataException("T2013", position);
        }

        var result = copy.Call([target], Value.Null, frame.Context);
        var matches = pattern.Evaluate(result, frame);
        if (matches.IsUndefined)
        {
            return result;
        }

        var all = ValueOperations.AsArray(matches);
        for (var i = 0; i < all.Count; i++)
        {
            frame.Context.Step();
            Change(all[i], frame);
        }

        return result;
    }

    private void Change(Value match, Frame frame)
    {
        // Clones consist of objects made here; the update of anything else has no effect.
        var made = match.Reference as ValueObject;
        var changes = update.Evaluate(match, frame);
        if (!changes.IsUndefined)
        {
            if (!ObjectView.TryGet(changes, out var members))
            {
                throw new JsonataException("T2011", position, null, ValueOperations.Describe(changes));
            }

            for (var i = 0; i < members.Count; i++)
            {
                made?.Set(members.NameAt(i), members.ValueAt(i));
            }
        }

        var deletions = delete is null ? default : delete.Evaluate(match, frame);
        if (deletions.IsUndefined)
        {
            return;
        }

        var names = ValueOperations.AsArray(deletions);
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i].Reference is not string)
            {
                throw new JsonataException("T2012", position, null, ValueOperations.Describe(deletions));
            }
        }

        for (var i = 0; i < names.Count; i++)
        {
            made?.Remove((string)names[i].Reference!);
        }
    }

    private sealed class TransformFunction(TransformEvaluator transform, Frame frame) : Function
    {
        private static readonly FunctionSignature Signature = FunctionSignature.Parse("<(oa):o>", 0);

        public override int Arity => 1;

        protected override Value Apply(Value[] arguments, Value input, EvaluationContext context) =>
            transform.Transform(Signature.Validate(arguments, input)[0], frame);
    }
}
