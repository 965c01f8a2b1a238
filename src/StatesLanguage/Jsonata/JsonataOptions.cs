namespace LambdaLift.StatesLanguage.Jsonata;

/// <summary>The bounds of one evaluation. What exceeds them ends in a <see cref="JsonataException"/> with a code <c>U….</c>.</summary>
public sealed record JsonataOptions
{
    /// <summary>Bounds that no sensible expression over a Step Functions payload meets.</summary>
    public static JsonataOptions Default { get; } = new();

    /// <summary>How deep calls of functions may nest; tail calls do not nest.</summary>
    public int MaxCallDepth { get; init; } = 2000;

    /// <summary>How many steps (calls, items visited, comparisons) an evaluation may take.</summary>
    public long MaxSteps { get; init; } = 50_000_000;

    /// <summary>How much an evaluation may allocate for values, in bytes, roughly.</summary>
    public long MaxAllocation { get; init; } = 256L << 20;

    /// <summary>Where the time and random values come from.</summary>
    public JsonataEnvironment Environment { get; init; } = JsonataEnvironment.System;
}

/// <summary>Where evaluations get the time, identifiers and random numbers from. Override to make them repeatable.</summary>
public class JsonataEnvironment
{
    private static readonly ThreadLocal<Random> SystemRandom = new(() => new Random(Guid.NewGuid().GetHashCode()));

    /// <summary>The clock and the random sources of this machine.</summary>
    public static JsonataEnvironment System { get; } = new();

    /// <summary>The time. An evaluation asks at most once and keeps the answer.</summary>
    public virtual DateTimeOffset UtcNow => DateTimeOffset.UtcNow;

    /// <summary>A new version 4 UUID, for <c>$uuid()</c>.</summary>
    public virtual Guid NewGuid() => Guid.NewGuid();

    /// <summary>A random number from 0 up to but not including 1, for <c>$random()</c> and <c>$shuffle()</c>.</summary>
#pragma warning disable CA5394 // JSONata promises no cryptographic strength.
    public virtual double NextDouble() => SystemRandom.Value!.NextDouble();
#pragma warning restore CA5394
}
