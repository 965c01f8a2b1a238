using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Ir;

/// <summary>How the code itself calls again after a failure.</summary>
/// <param name="Types">The exceptions after which it does, with those derived from them.</param>
/// <param name="MaxAttempts">How many times it calls again; 0 to <see cref="int.MaxValue"/>.</param>
/// <param name="Interval">Seconds before the first of them, at least 1.</param>
/// <param name="BackoffRate">By how much the wait grows each time, at least 1.</param>
/// <param name="MaxDelay">The longest wait in seconds; null for none.</param>
/// <param name="HasJitter">Whether the waits have a random part.</param>
public sealed record RetryPlan(ImmutableArray<INamedTypeSymbol> Types, int MaxAttempts, int Interval, double BackoffRate, int? MaxDelay, bool HasJitter)
{
    /// <inheritdoc/>
    public override string ToString() => string.Format(
        System.Globalization.CultureInfo.InvariantCulture,
        "retry {0} on {1} after {2}s x{3}{4}{5}",
        MaxAttempts,
        string.Join(", ", Types.Select(t => t.Name)),
        Interval,
        BackoffRate,
        MaxDelay is { } max ? $" up to {max}s" : "",
        HasJitter ? " with jitter" : "");
}
