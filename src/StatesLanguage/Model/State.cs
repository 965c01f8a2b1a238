using System.Collections.Immutable;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Model;

/// <summary>The eight types of state.</summary>
public enum StateType
{
    /// <summary>Calls a service, a function or an activity.</summary>
    Task,

    /// <summary>Passes data on, transformed.</summary>
    Pass,

    /// <summary>Branches.</summary>
    Choice,

    /// <summary>Waits.</summary>
    Wait,

    /// <summary>Ends the execution, or the branch, with success.</summary>
    Succeed,

    /// <summary>Ends the execution, or the branch, with a failure.</summary>
    Fail,

    /// <summary>Runs branches at the same time.</summary>
    Parallel,

    /// <summary>Runs the same states for every item of an array.</summary>
    Map,
}

/// <summary>A state. Its name is the key under <c>States</c>.</summary>
public abstract record State
{
    private protected State()
    {
    }

    /// <summary>The name, at most 80 characters, unique in the whole definition.</summary>
    public required string Name { get; init; }

    /// <summary>The type (field <c>Type</c>).</summary>
    public abstract StateType Type { get; }

    /// <summary>For people.</summary>
    public string? Comment { get; init; }

    /// <summary>The language of this state's expressions; null means that of the surrounding state machine.</summary>
    public QueryLanguage? QueryLanguage { get; init; }

    /// <inheritdoc cref="StateGraph.Extra"/>
    public DataObject Extra { get; init; } = DataObject.Empty;

    /// <inheritdoc cref="StateGraph.Source"/>
    public SourceNode Source { get; init; }

    /// <summary>The branches of a Parallel, the processor of a Map; none otherwise.</summary>
    public virtual IEnumerable<StateGraph> Subgraphs => [];
}

/// <summary>A state with an input and an output: every type but Fail.</summary>
public abstract record InputOutputState : State
{
    private protected InputOutputState()
    {
    }

    /// <summary>JSONPath: which part of the state's input is used.</summary>
    public PathField InputPath { get; init; }

    /// <summary>JSONPath: which part of the effective output is passed on.</summary>
    public PathField OutputPath { get; init; }

    /// <summary>JSONata: the output, any JSON with expressions; null if the field is absent.</summary>
    public JsonData? Output { get; init; }
}

/// <summary>A state that goes on to <see cref="Next"/> or ends: Pass, Wait, Task, Parallel and Map.</summary>
public abstract record TransitionState : InputOutputState
{
    private protected TransitionState()
    {
    }

    /// <summary>The name of the state that follows; null if <see cref="End"/>.</summary>
    public string? Next { get; init; }

    /// <summary>Whether the execution, branch or iteration ends here.</summary>
    public bool End { get; init; }

    /// <summary>Variables by name, with payload templates (JSONPath: names may end in <c>.$</c>) or JSON with expressions (JSONata); null if absent.</summary>
    public DataObject? Assign { get; init; }
}

/// <summary>A state that can fail by what it runs and can retry and catch: Task, Parallel and Map.</summary>
public abstract record FallibleState : TransitionState
{
    private protected FallibleState()
    {
    }

    /// <summary>JSONPath: a payload template that makes the input of what runs.</summary>
    public JsonData? Parameters { get; init; }

    /// <summary>JSONata: the input of what runs (Task and Parallel).</summary>
    public JsonData? Arguments { get; init; }

    /// <summary>JSONPath: a payload template over the result.</summary>
    public JsonData? ResultSelector { get; init; }

    /// <summary>JSONPath: where in the input the result goes; <see cref="PathField.Discard"/> drops it.</summary>
    public PathField ResultPath { get; init; }

    /// <summary>Retriers, the first that matches applies.</summary>
    public ImmutableArray<Retrier> Retry { get; init; } = [];

    /// <summary>Catchers, the first that matches applies.</summary>
    public ImmutableArray<Catcher> Catch { get; init; } = [];
}
