using System.Diagnostics.CodeAnalysis;
using LambdaLift.Interpreter.Scheduling;
using LambdaLift.Interpreter.States;
using LambdaLift.Interpreter.TestState;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Paths;

namespace LambdaLift.Interpreter.Runtime;

/// <summary>One entry of one state: what its expressions see, and what must be remembered between its attempts.</summary>
internal sealed class StateFrame(BranchRun branch, StateNode node, JsonData rawInput, int entryId, int enteredEventId, DateTimeOffset enteredTime) : IPathScope
{
    private JsonData? _context;
    private DataObject? _states;
    private bool _statesHaveContext;
    private FrameBindings? _bindings;
    private FrameBindings? _contextBindings;
    private JsonData? _effectiveInput;
    private JsonData? _result;
    private JsonData? _errorOutput;
    private DataObject? _mapItem;
    private string? _taskToken;
    private int _retryCount;
    private int[]? _retrierCounts;

    public BranchRun Branch { get; } = branch;

    public StateNode Node { get; } = node;

    /// <summary>The input as the state got it: <c>$states.input</c>.</summary>
    public JsonData RawInput { get; } = rawInput;

    /// <summary>The input after <c>InputPath</c>; the raw input in JSONata states.</summary>
    public JsonData Input => _effectiveInput ??= Node.Flow.EffectiveInput(this);

    public int EntryId { get; } = entryId;

    /// <summary>Number of the event <c>…StateEntered</c>, which causes of runtime errors name.</summary>
    public int EnteredEventId { get; } = enteredEventId;

    public DateTimeOffset EnteredTime { get; } = enteredTime;

    public VariableScope Variables => Branch.Variables;

    public ExecutionRun Run => Branch.Run;

    /// <summary>Collects what the TestState API shows; null in executions.</summary>
    public Inspection? Inspection => Branch.Run.Inspection;

    /// <summary>What was started and must be called off when the branch is cancelled.</summary>
    public ISuspension? Suspension { get; set; }

    /// <summary><c>$states.result</c>.</summary>
    public JsonData? Result
    {
        get => _result;
        set
        {
            _result = value;
            _states = null;
        }
    }

    /// <summary><c>$states.errorOutput</c>.</summary>
    public JsonData? ErrorOutput
    {
        get => _errorOutput;
        set
        {
            _errorOutput = value;
            _states = null;
        }
    }

    /// <summary><c>$$.Map</c> while the item selector of a Map runs; inside the iterations it comes from the branch.</summary>
    public DataObject? MapItem
    {
        get => _mapItem ?? Branch.MapItem;
        set
        {
            _mapItem = value;
            ForgetContext();
        }
    }

    /// <summary><c>$$.Task.Token</c>.</summary>
    public string? TaskToken
    {
        get => _taskToken;
        set
        {
            _taskToken = value;
            ForgetContext();
        }
    }

    /// <summary>How often this entry was retried.</summary>
    public int RetryCount
    {
        get => _retryCount;
        set
        {
            _retryCount = value;
            ForgetContext();
        }
    }

    /// <summary>How often each retrier has been used in this entry.</summary>
    public int[] RetrierCounts => _retrierCounts ??= new int[Node.Retriers.Length];

    /// <summary>The context object: <c>$$</c> and <c>$states.context</c>.</summary>
    public JsonData Context => _context ??= Branch.Run.ContextOverride ?? Branch.Execution.BuildContext(this);

    /// <summary>The variable <c>$states</c> of JSONata.</summary>
    /// <param name="withContext">Whether the member <c>context</c> is needed; without it the object is cheap to make.</param>
    public DataObject States(bool withContext)
    {
        if (_states is not null && (!withContext || _statesHaveContext)) return _states;
        var states = new DataObjectBuilder(4);
        states.Set("input", RawInput);
        if (withContext) states.Set("context", Context);
        if (Result is not null) states.Set("result", Result);
        if (ErrorOutput is not null) states.Set("errorOutput", ErrorOutput);
        _statesHaveContext = withContext;
        return _states = states.Build();
    }

    /// <summary>What JSONata expressions see.</summary>
    public FrameBindings Bindings(bool withContext) =>
        withContext ? _contextBindings ??= new FrameBindings(this, true) : _bindings ??= new FrameBindings(this, false);

    /// <summary>Forgets what an attempt computed, so that the next attempt evaluates everything anew.</summary>
    public void PrepareRetry()
    {
        RetryCount++;
        _effectiveInput = null;
        _mapItem = null;
        _taskToken = null;
        Result = null;
        ErrorOutput = null;
        Suspension = null;
    }

    /// <summary>A failure of this state as Step Functions words it, with the state's name and the number of the event that entered it.</summary>
    public StateFailureException RuntimeError(string error, string problem, Exception? inner = null) =>
        new(error, Run.Inspection is null ? $"An error occurred while executing the state '{Node.Name}' (entered at the event id #{EnteredEventId}). {problem}" : problem, inner);

    /// <summary>A variable that the state can read.</summary>
    public bool TryGetVariable(string name, [NotNullWhen(true)] out JsonData? value)
    {
        value = Variables.Get(name);
        return value is not null;
    }

    /// <summary>An id for <c>States.UUID()</c> and <c>$uuid()</c>: repeatable with the execution's seed.</summary>
    public string NewUuid() => (Run.Options.Ids?.Invoke() ?? Run.Random.NextGuid()).ToString();

    /// <summary>A number for <c>States.MathRandom</c> and <c>$random()</c>, repeatable with the execution's seed; the same for the same <paramref name="seed"/>.</summary>
    public double NextRandom(JsonData? seed) =>
        seed is null ? Run.Options.Randoms?.Invoke() ?? Run.Random.NextDouble() : new DeterministicRandom(StableHash(seed.ToJson())).NextDouble();

    // FNV-1a: .NET's own string hash differs from process to process.
    private static ulong StableHash(string text)
    {
        ulong hash = 14695981039346656037UL;
        foreach (char c in text) hash = (hash ^ c) * 1099511628211UL;
        return hash;
    }

    private void ForgetContext()
    {
        _context = null;
        _states = null;
    }
}

/// <summary>Something a suspended state waits for.</summary>
internal interface ISuspension
{
    /// <summary>Calls it off because the branch is cancelled.</summary>
    void Cancel();
}

/// <summary>Waiting for an instant.</summary>
internal sealed class TimerSuspension(ScheduledWork work) : ISuspension
{
    public void Cancel() => work.Cancel();
}
