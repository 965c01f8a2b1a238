using LambdaLift.Interpreter.DistributedMap;
using LambdaLift.Interpreter.Tasks;

namespace LambdaLift.Interpreter;

/// <summary>The two workflow types of AWS Step Functions.</summary>
public enum StateMachineType
{
    /// <summary>Runs at most one year, keeps an event history of at most 25,000 events.</summary>
    Standard,

    /// <summary>Runs at most five minutes, has no history quota, and refuses <c>.sync</c> and <c>.waitForTaskToken</c>.</summary>
    Express,
}

/// <summary>How one execution runs: everything that is not in the definition or the input.</summary>
public sealed record ExecutionOptions
{
    /// <summary>The workflow type; decides the quotas that apply.</summary>
    public StateMachineType Type { get; init; } = StateMachineType.Standard;

    /// <summary>The virtual time at which the execution starts.</summary>
    public DateTimeOffset StartTime { get; init; } = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Seeds random numbers, ids and jitter, and the order of concurrent branches that are due at the same instant. Without a
    /// seed, branches go in the order of the definition and random values come from a fixed seed: an execution is always repeatable.
    /// </summary>
    public int? Seed { get; init; }

    /// <summary>Source of <c>States.UUID()</c> and <c>$uuid()</c>; null: the seed. For runs that are compared with a program that draws the same ids.</summary>
    public Func<Guid>? Ids { get; init; }

    /// <summary>Source of <c>$random()</c> and <c>States.MathRandom</c> without a seed of their own; null: the seed.</summary>
    public Func<double>? Randoms { get; init; }

    /// <summary>
    /// Whether the interval before a retry passes on the virtual clock, by the number of the state entry that is retried
    /// (<see cref="TaskRequest.EntryId"/> for tasks). Without it, the clock shows what it would without that retry.
    /// </summary>
    public Func<int, bool> RetryIntervalPasses { get; init; } = static _ => true;

    /// <summary>Answers the service calls of Task states. Without it, every task fails with a clear error.</summary>
    public ITaskHandler? TaskHandler { get; init; }

    /// <summary>Reads the items and stores the results of distributed Map states. Without it, both fail with a clear error.</summary>
    public IDistributedMapStore? DistributedMapStore { get; init; }

    /// <summary>Which AWS quotas are enforced.</summary>
    public QuotaOptions Quotas { get; init; } = QuotaOptions.Aws;

    /// <summary>
    /// A safety net, not an AWS quota: after so many state entries the execution fails with <c>States.Runtime</c>, whatever its type and quotas,
    /// so that no definition runs forever.
    /// </summary>
    public int MaxStateEntries { get; init; } = 1_000_000;

    /// <summary>Whether <see cref="ExecutionResult.History"/> is recorded; counting events for the quota does not depend on it.</summary>
    public bool RecordHistory { get; init; } = true;

    /// <summary>Whether each of <see cref="ExecutionResult.Visits"/> holds the input and the variables that its state saw.</summary>
    public bool RecordVisitedData { get; init; }

    /// <summary><c>$$.Execution.Name</c>; drawn from the seed when null.</summary>
    public string? ExecutionName { get; init; }

    /// <summary><c>$$.StateMachine.Name</c>.</summary>
    public string StateMachineName { get; init; } = "StateMachine";

    /// <summary><c>$$.Execution.RoleArn</c>; null is JSON null, as in the TestState API without a role.</summary>
    public string? RoleArn { get; init; } = "arn:aws:iam::123456789012:role/StepFunctionsRole";

    /// <summary>Region used in the ARNs of the context object.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Account used in the ARNs of the context object.</summary>
    public string AccountId { get; init; } = "123456789012";
}

/// <summary>
/// The quotas of AWS Step Functions that an execution can hit.
/// Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html.
/// </summary>
public sealed record QuotaOptions
{
    /// <summary>What AWS enforces.</summary>
    public static QuotaOptions Aws { get; } = new();

    /// <summary>Nothing is enforced.</summary>
    public static QuotaOptions None { get; } = new()
    {
        MaxDataBytes = null,
        MaxHistoryEvents = null,
        MaxVariableBytes = null,
        MaxStandardDuration = null,
        MaxExpressDuration = null,
        MaxInlineMapConcurrency = null,
    };

    /// <summary>UTF-8 bytes of the input, result or output of a state or task, of one variable and of one <c>Assign</c>: 256 KiB; null: unlimited.</summary>
    public int? MaxDataBytes { get; init; } = 262_144;

    /// <summary>Events in the history of a Standard execution: 25,000; null: unlimited.</summary>
    public int? MaxHistoryEvents { get; init; } = 25_000;

    /// <summary>UTF-8 bytes of all variables of an execution: 10 MiB; null: unlimited.</summary>
    public int? MaxVariableBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>Longest Standard execution: one year; null: unlimited.</summary>
    public TimeSpan? MaxStandardDuration { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Longest Express execution: five minutes; null: unlimited.</summary>
    public TimeSpan? MaxExpressDuration { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Iterations of an inline Map that run at once: 40; null: unlimited.</summary>
    public int? MaxInlineMapConcurrency { get; init; } = 40;
}
