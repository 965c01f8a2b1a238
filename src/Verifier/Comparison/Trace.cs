using System.Collections.Frozen;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Verifier.Calls;

namespace LambdaLift.Verifier.Comparison;

/// <summary>One observable call of a run.</summary>
/// <param name="Call">The call in canonical form.</param>
/// <param name="Occurrence">Zero-based number among equal calls.</param>
/// <param name="Behaviour">What the service did.</param>
/// <param name="Where">The C# line, or the state that made the call.</param>
/// <param name="Attempts">How often it was attempted; retries of a failing call count as one call.</param>
public sealed record TraceCall(ServiceCall Call, int Occurrence, ServiceBehaviour Behaviour, string? Where, int Attempts = 1)
{
    /// <summary>Whether Step Functions makes it by itself, to wait for a job.</summary>
    public bool IsByStepFunctions { get; init; }
}

/// <summary>How a run ended.</summary>
public abstract record TraceOutcome
{
    private TraceOutcome() { }

    /// <summary>With a result.</summary>
    /// <param name="Value">The result; null where the handler has none.</param>
    public sealed record Result(JsonData? Value) : TraceOutcome
    {
        /// <inheritdoc/>
        public override string ToString() => Value is null ? "returns nothing" : $"returns {Value}";
    }

    /// <summary>With an error.</summary>
    /// <param name="Error">Exception type name, or the execution's error.</param>
    /// <param name="Cause">Message, or the execution's cause.</param>
    public sealed record Failure(string Error, string Cause) : TraceOutcome
    {
        /// <inheritdoc/>
        public override string ToString() => $"fails with {Error}: {Cause}";
    }
}

/// <summary>What can be observed of one run of one side.</summary>
/// <param name="Calls">The calls in order of their start.</param>
/// <param name="Precedes">Whether the first call had ended, necessarily, before the second began; by index.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="End">Finds where it ended, when that is wanted.</param>
public sealed record Trace(IReadOnlyList<TraceCall> Calls, Func<int, int, bool> Precedes, TraceOutcome Outcome, Lazy<string?>? End = null)
{
    /// <summary>The state or line where it ended, if known.</summary>
    public string? EndedAt => End?.Value;

    /// <summary>Whether several branches or iterations of the state machine ran.</summary>
    public bool HasSiblings => Siblings.Value;

    /// <summary>Names of the states whose failure a Catch took; empty of a handler.</summary>
    public IReadOnlySet<string> CaughtAt => Catches.Value;

    /// <summary>Names of the states that ran, as often as they did; empty of a handler.</summary>
    public IReadOnlyList<string> Entered { get; init; } = [];

    /// <summary>Whether JSON text that the handler wrote was given the spelling of Step Functions; false of a state machine.</summary>
    public bool IsRespelled { get; init; }

    /// <summary>Finds whether several branches or iterations ran, when that is wanted.</summary>
    internal Lazy<bool> Siblings { get; init; } = new(false);

    /// <summary>Finds what a Catch took, when that is wanted.</summary>
    internal Lazy<IReadOnlySet<string>> Catches { get; init; } = new(FrozenSet<string>.Empty);
}
