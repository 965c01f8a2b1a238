using System.Runtime.CompilerServices;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>What one evaluation carries: its input, bindings, environment, and how much of its bounds it has used.</summary>
internal sealed class EvaluationContext(
    JsonData? input,
    IReadOnlyDictionary<string, JsonData>? bindings,
    JsonataOptions options,
    JsonataVersion version)
{
    private const int ValueSize = 16;
    private const int DeepStackSize = 16 << 20;

    private long _steps = options.MaxSteps;
    private long _allocation = options.MaxAllocation;
    private int _depth;
    private DateTimeOffset? _now;

    /// <summary>The call that a lambda wants made in its place, while <see cref="TailCall"/> is on its way to the caller.</summary>
    private Function? _tailFunction;
    private Value[]? _tailArguments;
    private CallSite? _tailSite;

    public JsonataOptions Options => options;

    public JsonataVersion Version => version;

    /// <summary>The root input, <c>$$</c>.</summary>
    public Value Input { get; } = Value.From(input);

    /// <summary>The time of the evaluation.</summary>
    public DateTimeOffset Now => _now ??= options.Environment.UtcNow.ToUniversalTime();

    /// <summary>A binding from outside or a built-in function.</summary>
    public Value Global(string name)
    {
        if (name == "$")
        {
            return Input;
        }

        if (bindings is not null && bindings.TryGetValue(name, out var bound))
        {
            return Value.From(bound);
        }

        return BuiltinFunctions.TryGet(name, out var function) ? Value.Function(function) : default;
    }

    /// <summary>Counts a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step()
    {
        if (--_steps < 0)
        {
            ThrowSteps();
        }
    }

    /// <summary>Counts many steps.</summary>
    public void Steps(long count)
    {
        _steps -= count;
        if (_steps < 0)
        {
            ThrowSteps();
        }
    }

    /// <summary>Counts values that are about to be allocated.</summary>
    public void AllocateValues(long count) => Allocate(count * ValueSize);

    /// <summary>Counts the characters of a string that is about to be allocated.</summary>
    public void AllocateText(long length) => Allocate(length * 2);

    /// <summary>Runs the body of a function one call deeper; on a new stack if this one is nearly used up.</summary>
    public Value Deeper<T>(T state, Func<T, Value> body)
    {
        Step();
        if (++_depth > options.MaxCallDepth)
        {
            _depth--;
            throw new JsonataException(JsonataErrors.LimitExceeded, -1, null, $"{options.MaxCallDepth} nested calls");
        }

        try
        {
            return StackGuard.HasRoom() ? body(state) : StackGuard.RunOnNewStack(state, body, DeepStackSize);
        }
        finally
        {
            _depth--;
        }
    }

    /// <summary>Leaves a call to the caller of the running lambda.</summary>
    public Value TailCall(Function function, Value[] arguments, CallSite site)
    {
        _tailFunction = function;
        _tailArguments = arguments;
        _tailSite = site;
        return TailMarker;
    }

    /// <summary>Takes the call that was left, if <paramref name="result"/> says so.</summary>
    public bool TryTakeTailCall(Value result, out Function function, out Value[] arguments, out CallSite site)
    {
        if (!ReferenceEquals(result.Reference, TailMarker.Reference))
        {
            function = null!;
            arguments = null!;
            site = null!;
            return false;
        }

        function = _tailFunction!;
        arguments = _tailArguments!;
        site = _tailSite!;
        _tailFunction = null;
        _tailArguments = null;
        return true;
    }

    private static readonly Value TailMarker = Value.Row(new TupleRow(default));

    private void Allocate(long bytes)
    {
        _allocation -= bytes;
        if (_allocation < 0)
        {
            throw new JsonataException(JsonataErrors.MemoryExceeded, -1, null, $"{options.MaxAllocation} bytes of values");
        }
    }

    private void ThrowSteps() =>
        throw new JsonataException(JsonataErrors.LimitExceeded, -1, null, $"{options.MaxSteps} steps");
}
