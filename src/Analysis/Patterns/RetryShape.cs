using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Analysis.Patterns;

/// <summary>How the waits of a retry grow.</summary>
public enum RetryDelayKind
{
    /// <summary>There is no wait.</summary>
    None,

    /// <summary>Each wait is as long as the first.</summary>
    Constant,

    /// <summary>The n-th wait is n times as long as the first.</summary>
    Linear,

    /// <summary>Each wait is twice as long as the one before.</summary>
    Exponential,
}

/// <summary>What a hand-written retry does, where all of it is understood.</summary>
/// <param name="MaxRetries">How often it tries again, before the last error is thrown; at least 1.</param>
/// <param name="Errors">The exceptions after which it tries again.</param>
/// <param name="DelayKind">How its waits grow.</param>
/// <param name="DelayMilliseconds">The first wait, without its random part.</param>
/// <param name="HasJitter">Whether the waits have a random part.</param>
/// <param name="Locals">The locals that only count and time the retry.</param>
public sealed record RetryShape(
    int MaxRetries, ImmutableArray<INamedTypeSymbol> Errors, RetryDelayKind DelayKind, double DelayMilliseconds, bool HasJitter, ImmutableArray<ILocalSymbol> Locals);
