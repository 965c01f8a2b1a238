using System.Collections.Immutable;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Model;

/// <summary>Calls a service, a function or an activity.</summary>
public sealed record TaskState : FallibleState
{
    /// <inheritdoc/>
    public override StateType Type => StateType.Task;

    /// <summary>The ARN of what is called, for instance <c>arn:aws:states:::lambda:invoke</c>.</summary>
    public required string Resource { get; init; }

    /// <summary>The role to call with, a template whose <c>RoleArn</c> may be a path or an expression.</summary>
    public JsonData? Credentials { get; init; }

    /// <summary>The longest time one attempt may take, in seconds; then it fails with <c>States.Timeout</c>.</summary>
    public NumberOrExpression? TimeoutSeconds { get; init; }

    /// <summary>JSONPath: where <see cref="TimeoutSeconds"/> is found.</summary>
    public string? TimeoutSecondsPath { get; init; }

    /// <summary>The longest time between heartbeats, in seconds; then it fails with <c>States.HeartbeatTimeout</c>.</summary>
    public NumberOrExpression? HeartbeatSeconds { get; init; }

    /// <summary>JSONPath: where <see cref="HeartbeatSeconds"/> is found.</summary>
    public string? HeartbeatSecondsPath { get; init; }
}

/// <summary>Runs branches at the same time; its result is the array of their outputs, in the order of the branches.</summary>
public sealed record ParallelState : FallibleState
{
    /// <inheritdoc/>
    public override StateType Type => StateType.Parallel;

    /// <summary>The branches; at least one.</summary>
    public required ImmutableArray<Branch> Branches { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<StateGraph> Subgraphs => Branches;
}

/// <summary>Says which errors of a state are tried again, and when.</summary>
public sealed record Retrier
{
    /// <summary>Error names; <c>States.ALL</c> stands alone and in the last retrier.</summary>
    public required ImmutableArray<string> ErrorEquals { get; init; }

    /// <summary>Seconds before the first retry; 1 if null.</summary>
    public double? IntervalSeconds { get; init; }

    /// <summary>The most retries; 3 if null, 0 for none.</summary>
    public double? MaxAttempts { get; init; }

    /// <summary>What the interval is multiplied by from retry to retry, at least 1; 2 if null.</summary>
    public double? BackoffRate { get; init; }

    /// <summary>The longest interval in seconds.</summary>
    public double? MaxDelaySeconds { get; init; }

    /// <summary><c>FULL</c> takes a random part of the interval, <c>NONE</c> (also if null) all of it.</summary>
    public string? JitterStrategy { get; init; }

    /// <summary>For people.</summary>
    public string? Comment { get; init; }

    /// <inheritdoc cref="StateGraph.Extra"/>
    public DataObject Extra { get; init; } = DataObject.Empty;

    /// <inheritdoc cref="StateGraph.Source"/>
    public SourceNode Source { get; init; }
}

/// <summary>Says where a state's failure goes on.</summary>
public sealed record Catcher
{
    /// <summary>Error names; <c>States.ALL</c> stands alone and in the last catcher.</summary>
    public required ImmutableArray<string> ErrorEquals { get; init; }

    /// <summary>The name of the state that handles the error.</summary>
    public required string Next { get; init; }

    /// <summary>JSONPath: where in the state's input the error output <c>{Error, Cause}</c> goes.</summary>
    public PathField ResultPath { get; init; }

    /// <summary>Variables assigned when the catcher applies.</summary>
    public DataObject? Assign { get; init; }

    /// <summary>JSONata: the state's output when the catcher applies; the error output if null.</summary>
    public JsonData? Output { get; init; }

    /// <summary>For people.</summary>
    public string? Comment { get; init; }

    /// <inheritdoc cref="StateGraph.Extra"/>
    public DataObject Extra { get; init; } = DataObject.Empty;

    /// <inheritdoc cref="StateGraph.Source"/>
    public SourceNode Source { get; init; }
}
