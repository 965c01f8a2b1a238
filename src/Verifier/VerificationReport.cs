using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Verifier.Comparison;
using LambdaLift.Verifier.Hosting;
using LambdaLift.Verifier.Scripts;

namespace LambdaLift.Verifier;

/// <summary>What came of a verification.</summary>
public enum VerificationStatus
{
    /// <summary>No run showed a difference.</summary>
    Verified,

    /// <summary>A run showed a difference.</summary>
    Different,

    /// <summary>The handler cannot be run, so nothing can be said.</summary>
    NotRun,
}

/// <summary>A way out of a state of which coverage is counted: a rule or the default of a Choice, or a catcher.</summary>
/// <param name="State">The state's path in the definition.</param>
/// <param name="Label">Which way out, such as <c>rule 1</c>, <c>default</c>, <c>catcher 2</c>.</param>
/// <param name="To">The state that follows.</param>
/// <param name="Line">The C# line of the state.</param>
/// <param name="Reason">Why it was not covered; null for a covered one.</param>
public sealed record BranchCoverage(string State, string Label, string? To, SourceLine? Line, string? Reason);

/// <summary>A case on which handler and state machine differ, made as small as it could be.</summary>
/// <param name="Case">Input and script.</param>
/// <param name="Difference">The difference.</param>
/// <param name="Handler">The handler's run.</param>
/// <param name="StateMachine">The state machine's run.</param>
/// <param name="States">The states entered, in order.</param>
/// <param name="Line">The C# line nearest to the difference.</param>
/// <param name="FoundIn">The case in which it was found, before it was made smaller.</param>
public sealed record Counterexample(
    VerificationCase Case, Difference Difference, Trace Handler, Trace StateMachine, IReadOnlyList<string> States, SourceLine? Line, string FoundIn);

/// <summary>What one attempt of a task was answered.</summary>
/// <param name="State">The state's name.</param>
/// <param name="Response">The answer.</param>
public sealed record TaskAnswer(string State, TaskResponse Response);

/// <summary>A run on which handler and state machine agreed, and which took a way that no run took before.</summary>
/// <param name="Name">Where it comes from, for people.</param>
/// <param name="Input">The event.</param>
/// <param name="Answers">The answers of the state machine's tasks, in order.</param>
/// <param name="Outcome">How the state machine ended.</param>
/// <param name="States">The states entered, in order.</param>
public sealed record ExploredRun(string Name, JsonData Input, IReadOnlyList<TaskAnswer> Answers, TraceOutcome Outcome, IReadOnlyList<string> States);

/// <summary>The result of a verification.</summary>
public sealed record VerificationReport
{
    /// <summary>What no run compares, and every report lists.</summary>
    public static IReadOnlyList<string> NotObserved { get; } =
    [
        "logging", "wall-clock time", "generated ids and random numbers (both sides get the same)", "retries inside the AWS SDK", "Lambda's own limits",
    ];

    /// <summary>The verdict.</summary>
    public required VerificationStatus Status { get; init; }

    /// <summary>One sentence when nothing could be run, else null.</summary>
    public string? Problem { get; init; }

    /// <summary>Cases run on both sides.</summary>
    public int Runs { get; init; }

    /// <summary>The seed.</summary>
    public long Seed { get; init; }

    /// <summary>Whether the budget ended before everything was tried.</summary>
    public bool BudgetEnded { get; init; }

    /// <summary>Branches that some run took.</summary>
    public IReadOnlyList<BranchCoverage> Covered { get; init; } = [];

    /// <summary>Branches that no run took, each with the reason.</summary>
    public IReadOnlyList<BranchCoverage> Uncovered { get; init; } = [];

    /// <summary>Deviations in force, with the number of runs that showed them.</summary>
    public IReadOnlyList<CountedDeviation> Deviations { get; init; } = [];

    /// <summary>The smallest case found on which both sides differ; null if none.</summary>
    public Counterexample? Counterexample { get; init; }

    /// <summary>Runs without a difference, one for each way through both programs: worth keeping as tests.</summary>
    public IReadOnlyList<ExploredRun> ExploredRuns { get; init; } = [];

    /// <summary>Further remarks, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>For example <c>verified: 312 runs, all 14 branches covered</c>.</summary>
    public string Summary => Status switch
    {
        VerificationStatus.NotRun => $"not verified: {Problem}",
        VerificationStatus.Different => $"different: {Counterexample!.Difference.Message}",
        _ => $"verified: {Runs} runs, " + (Uncovered.Count == 0
            ? Covered.Count == 0 ? "no branches to cover" : $"all {Covered.Count} branches covered"
            : $"{Covered.Count} of {Covered.Count + Uncovered.Count} branches covered"),
    };
}
