namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>Where a function is called, for errors.</summary>
/// <param name="Position">Just past the opening parenthesis, or the token that stands for the call.</param>
/// <param name="Token">The name by which the function was called, if it has one.</param>
internal sealed record CallSite(int Position, string? Token);

/// <summary>A function value.</summary>
internal abstract class Function
{
    /// <summary>How many parameters it declares: what higher-order functions pass.</summary>
    public abstract int Arity { get; }

    /// <summary>Whether version 2.0 took it for an object where a truth value is due.</summary>
    public virtual bool IsObjectLike => true;

    /// <summary>The function as it is passed to another one: it does not take that one's context for its own.</summary>
    public virtual Function AsArgument => this;

    /// <summary>Calls the function and all tail calls that it leaves.</summary>
    /// <param name="arguments">The arguments; the function may keep and change the array.</param>
    /// <param name="input">The context at the call, for parameters that default to it.</param>
    /// <param name="context">The evaluation.</param>
    public Value Call(Value[] arguments, Value input, EvaluationContext context)
    {
        var result = Apply(arguments, input, context);
        while (context.TryTakeTailCall(result, out var function, out var next, out var site))
        {
            context.Step();
            try
            {
                result = function.Apply(next, input, context);
            }
            catch (JsonataException error) when (error.Lacks(site.Position, site.Token))
            {
                throw error.Locate(site.Position, site.Token);
            }
        }

        return result;
    }

    /// <summary>Calls, without a context, with as many of three arguments as the function declares; the first one always.</summary>
    public Value CallUpTo(Value first, Value second, Value third, EvaluationContext context) => Arity switch
    {
        >= 3 => Call([first, second, third], Value.Null, context),
        2 => Call([first, second], Value.Null, context),
        _ => Call([first], Value.Null, context),
    };

    /// <summary>Calls the function; a lambda may leave a tail call.</summary>
    protected abstract Value Apply(Value[] arguments, Value input, EvaluationContext context);
}

/// <summary>A function without the context of the place where it is called.</summary>
/// <param name="inner">The function itself.</param>
internal sealed class DetachedFunction(Function inner) : Function
{
    public override int Arity => inner.Arity;

    public override bool IsObjectLike => false;

    protected override Value Apply(Value[] arguments, Value input, EvaluationContext context) => inner.Call(arguments, Value.Null, context);
}

/// <summary>A function of the library.</summary>
internal sealed class BuiltinFunction : Function
{
    private readonly FunctionSignature _signature;
    private readonly Func<Value[], EvaluationContext, Value> _body;

    public BuiltinFunction(string name, string signature, int arity, Func<Value[], EvaluationContext, Value> body)
    {
        Name = name;
        Arity = arity;
        _signature = FunctionSignature.Parse(signature, 0);
        _body = body;
        AsArgument = new DetachedFunction(this);
    }

    public string Name { get; }

    public override int Arity { get; }

    public override Function AsArgument { get; }

    protected override Value Apply(Value[] arguments, Value input, EvaluationContext context)
    {
        context.Step();
        return _body(_signature.Validate(arguments, input), context);
    }
}

/// <summary>A function made of some arguments of another one: the others are its parameters.</summary>
/// <param name="inner">The function that is called in the end.</param>
/// <param name="arguments">Its arguments; undefined where one is open.</param>
/// <param name="open">The places that are open, in order.</param>
internal sealed class PartialFunction(Function inner, Value[] arguments, int[] open) : Function
{
    public override int Arity => open.Length;

    protected override Value Apply(Value[] given, Value input, EvaluationContext context)
    {
        var all = (Value[])arguments.Clone();
        for (var i = 0; i < open.Length; i++)
        {
            all[open[i]] = i < given.Length ? given[i] : default;
        }

        return inner.Call(all, input, context);
    }
}

/// <summary>Two functions, the second one applied to the result of the first.</summary>
/// <param name="first">Applied to the argument.</param>
/// <param name="second">Applied to the result.</param>
internal sealed class ComposedFunction(Function first, Function second) : Function
{
    public override int Arity => 1;

    protected override Value Apply(Value[] arguments, Value input, EvaluationContext context) =>
        second.Call([first.Call([arguments.Length > 0 ? arguments[0] : default], Value.Null, context)], Value.Null, context);
}

/// <summary>A lambda with the variables around it.</summary>
/// <param name="definition">Its code.</param>
/// <param name="input">The context where it was made, which is the context of its body.</param>
/// <param name="frame">The variables where it was made.</param>
internal sealed class LambdaFunction(LambdaDefinition definition, Value input, Frame frame) : Function
{
    public override int Arity => definition.ParameterCount;

    public override Function AsArgument => definition.Signature is { UsesContext: true } ? new DetachedFunction(this) : this;

    protected override Value Apply(Value[] arguments, Value callInput, EvaluationContext context)
    {
        if (definition.Signature is not null)
        {
            arguments = definition.Signature.Validate(arguments, callInput);
        }

        // The arguments become the first slots of the frame; missing ones are undefined, the rest is not assigned yet.
        var slots = arguments;
        if (arguments.Length != definition.SlotCount)
        {
            slots = new Value[definition.SlotCount];
            Array.Copy(arguments, slots, Math.Min(arguments.Length, definition.ParameterCount));
            for (var i = definition.ParameterCount; i < slots.Length; i++)
            {
                slots[i] = Value.Unset;
            }
        }
        else if (definition.SlotCount > definition.ParameterCount)
        {
            for (var i = definition.ParameterCount; i < slots.Length; i++)
            {
                slots[i] = Value.Unset;
            }
        }

        return context.Deeper(
            (definition.Body, input, new Frame(frame, context, slots, null)),
            static state => state.Body.Evaluate(state.input, state.Item3));
    }
}

/// <summary>The code of a lambda.</summary>
internal sealed class LambdaDefinition(int parameterCount, FunctionSignature? signature)
{
    public int ParameterCount { get; } = parameterCount;

    public FunctionSignature? Signature => signature;

    /// <summary>Parameters and the variables that the body assigns; known when all of it is compiled.</summary>
    public int SlotCount { get; set; } = parameterCount;

    public Evaluator Body { get; set; } = null!;
}
