using LambdaLift.Interpreter.Runtime;

namespace LambdaLift.Interpreter.DistributedMap;

/// <summary>How many child executions may fail before a distributed Map does. Without any tolerance, the first failure ends it.</summary>
/// <param name="Count"><c>ToleratedFailureCount</c>; null: not given.</param>
/// <param name="Percentage"><c>ToleratedFailurePercentage</c>, 0 to 100; null: not given.</param>
internal readonly record struct FailureTolerance(int? Count, double? Percentage)
{
    /// <summary>The failure, in the words recorded from AWS.</summary>
    public static StateFailure Exceeded { get; } = new(ErrorNames.ExceedToleratedFailureThreshold, "The specified tolerated failure threshold was exceeded");

    /// <summary>Whether the definition has a threshold.</summary>
    public bool IsGiven => Count is not null || Percentage is not null;

    /// <summary>Whether so many failures among so many children are too many: given both thresholds, either can be exceeded.</summary>
    public bool IsExceededBy(int failures, int children)
    {
        if (!IsGiven) return failures > 0;
        return failures > Count || 100.0 * failures / children > Percentage;
    }
}
