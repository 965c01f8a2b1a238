using LambdaLift.Interpreter.Coverage;
using LambdaLift.Interpreter.History;
using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter;

/// <summary>How an execution ended, in the words of <c>DescribeExecution</c>.</summary>
public enum ExecutionStatus
{
    /// <summary>A terminal state was reached.</summary>
    Succeeded,

    /// <summary>A Fail state was reached, or an error was not caught.</summary>
    Failed,

    /// <summary>The machine's <c>TimeoutSeconds</c> or the longest duration of its type ran out.</summary>
    TimedOut,
}

/// <summary>What one execution did.</summary>
public sealed class ExecutionResult
{
    internal ExecutionResult()
    {
    }

    /// <summary>How it ended.</summary>
    public required ExecutionStatus Status { get; init; }

    /// <summary>The output, when <see cref="Status"/> is <see cref="ExecutionStatus.Succeeded"/>; otherwise null.</summary>
    public JsonData? Output { get; init; }

    /// <summary>The error name, when the execution did not succeed; null also when the failing Fail state names none.</summary>
    public string? Error { get; init; }

    /// <summary>The error's description, when the execution did not succeed and there is one.</summary>
    public string? Cause { get; init; }

    /// <summary>Every attempt of every task, in the order in which they started.</summary>
    public required IReadOnlyList<TaskCall> Calls { get; init; }

    /// <summary>Every state entry, in the order in which they happened.</summary>
    public required IReadOnlyList<StateVisit> Visits { get; init; }

    /// <summary>The names of the states entered, in order: <see cref="Visits"/> in short.</summary>
    public IReadOnlyList<string> Path => _path ??= [.. Visits.Select(v => v.StateName)];

    /// <summary>Every edge taken, in order: what branch coverage is computed from.</summary>
    public required IReadOnlyList<Transition> Transitions { get; init; }

    /// <summary>The names of all errors that states failed with, also of those that were retried or caught.</summary>
    public required IReadOnlySet<string> ErrorsOfStates { get; init; }

    /// <summary>The event history, as <c>GetExecutionHistory</c> would list it; empty when it was not recorded.</summary>
    public required IReadOnlyList<HistoryEvent> History { get; init; }

    /// <summary>The variables of the outermost scope at the end.</summary>
    public required IReadOnlyDictionary<string, JsonData> Variables { get; init; }

    /// <summary>Virtual time at the start.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>Virtual time at the end.</summary>
    public required DateTimeOffset EndTime { get; init; }

    /// <summary>Number of history events, counted also when they were not recorded. Distributed Map's child executions have their own.</summary>
    public required int EventCount { get; init; }

    private IReadOnlyList<string>? _path;
}

/// <summary>One entry of a state.</summary>
/// <param name="EntryId">Number of the entry, unique in the execution; all attempts of a retried state share it.</param>
/// <param name="StateName">The state's name.</param>
/// <param name="StatePath">The state's place in the definition, such as <c>Fan[1]/Send</c>; see <see cref="DefinitionEdges"/>.</param>
/// <param name="BranchPath">The place in the run: which Parallel branches and Map iterations enclose it.</param>
/// <param name="EnteredTime">Virtual time of the entry.</param>
public sealed record StateVisit(int EntryId, string StateName, string StatePath, BranchPath BranchPath, DateTimeOffset EnteredTime)
{
    /// <summary>The state's input; null unless <see cref="ExecutionOptions.RecordVisitedData"/> asks for it.</summary>
    public JsonData? Input { get; init; }

    /// <summary>The variables that the state could read; null unless <see cref="ExecutionOptions.RecordVisitedData"/> asks for them.</summary>
    public DataObject? Variables { get; init; }
}
