using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.TestState;

/// <summary>
/// One test of one state, as the TestState API takes it.
/// Source: https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html.
/// </summary>
public sealed record StateTest
{
    /// <summary>The state's input.</summary>
    public JsonData Input { get; init; } = DataObject.Empty;

    /// <summary>The state of the definition to test; null: the one that it starts with.</summary>
    public string? StateName { get; init; }

    /// <summary>Values of variables that the state can read.</summary>
    public DataObject Variables { get; init; } = DataObject.Empty;

    /// <summary>The context object; null: one like that of an Express execution.</summary>
    public JsonData? Context { get; init; }

    /// <summary>The result of the task, of the branches, or of the Map (as an array); null: the task handler is asked.</summary>
    public JsonData? MockResult { get; init; }

    /// <summary>The error of the task, of a branch, or of an iteration; null: none.</summary>
    public TaskFailedException? MockError { get; init; }

    /// <summary>How often the matching retrier has been used before.</summary>
    public int RetrierRetryCount { get; init; }

    /// <summary>How many iterations of a Map failed; compared with its tolerated failures.</summary>
    public int MapIterationFailureCount { get; init; }

    /// <summary>The items that an <c>ItemReader</c> would have read.</summary>
    public DataArray? MapItemReaderData { get; init; }

    /// <summary>Answers the task when nothing is mocked.</summary>
    public ITaskHandler? TaskHandler { get; init; }
}

/// <summary>How a tested state ended, in the words of the TestState API.</summary>
public enum StateTestStatus
{
    /// <summary>It succeeded.</summary>
    Succeeded,

    /// <summary>It failed, and nothing retries or catches that.</summary>
    Failed,

    /// <summary>It failed, and would be retried.</summary>
    Retriable,

    /// <summary>It failed, and a catcher took the error.</summary>
    CaughtError,
}

/// <summary>What came of a <see cref="StateTest"/>.</summary>
public sealed record StateTestResult
{
    /// <summary>How the state ended.</summary>
    public required StateTestStatus Status { get; init; }

    /// <summary>The state's output, also when an error was caught.</summary>
    public JsonData? Output { get; init; }

    /// <summary>The error name of a failure.</summary>
    public string? Error { get; init; }

    /// <summary>The description of a failure.</summary>
    public string? Cause { get; init; }

    /// <summary>The state that would follow; null when none would, or none is known.</summary>
    public string? NextState { get; init; }

    /// <summary>The intermediate values: <c>input</c>, <c>afterInputPath</c>, <c>afterParameters</c>, <c>result</c>, … as the API names them.</summary>
    public required DataObject InspectionData { get; init; }
}
