using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Model;

/// <summary>Passes its input on, transformed, or injects data.</summary>
public sealed record PassState : TransitionState
{
    /// <inheritdoc/>
    public override StateType Type => StateType.Pass;

    /// <summary>JSONPath: a payload template over the input.</summary>
    public JsonData? Parameters { get; init; }

    /// <summary>JSONPath: constant data in place of the input.</summary>
    public JsonData? Result { get; init; }

    /// <summary>JSONPath: where in the input the result goes.</summary>
    public PathField ResultPath { get; init; }
}

/// <summary>Waits for a time or until a time: exactly one of the four fields is given.</summary>
public sealed record WaitState : TransitionState
{
    /// <inheritdoc/>
    public override StateType Type => StateType.Wait;

    /// <summary>Seconds to wait, 0 to 99,999,999; in JSONata states also an expression.</summary>
    public NumberOrExpression? Seconds { get; init; }

    /// <summary>JSONPath: where the seconds are found.</summary>
    public string? SecondsPath { get; init; }

    /// <summary>An RFC 3339 time with <c>T</c> and <c>Z</c>; in JSONata states also an expression.</summary>
    public string? Timestamp { get; init; }

    /// <summary>JSONPath: where the time is found.</summary>
    public string? TimestampPath { get; init; }
}

/// <summary>Ends with success.</summary>
public sealed record SucceedState : InputOutputState
{
    /// <inheritdoc/>
    public override StateType Type => StateType.Succeed;
}

/// <summary>Ends with a failure.</summary>
public sealed record FailState : State
{
    /// <inheritdoc/>
    public override StateType Type => StateType.Fail;

    /// <summary>The error name; in JSONata states also an expression.</summary>
    public string? Error { get; init; }

    /// <summary>JSONPath: a reference path or an intrinsic function call that gives the error name.</summary>
    public string? ErrorPath { get; init; }

    /// <summary>The cause, for people; in JSONata states also an expression.</summary>
    public string? Cause { get; init; }

    /// <summary>JSONPath: a reference path or an intrinsic function call that gives the cause.</summary>
    public string? CausePath { get; init; }
}
