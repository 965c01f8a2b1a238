using LambdaLift.Interpreter.Compilation;
using LambdaLift.Interpreter.Coverage;
using LambdaLift.Interpreter.History;
using LambdaLift.Interpreter.Scheduling;
using LambdaLift.Interpreter.Tasks;
using LambdaLift.Interpreter.TestState;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Jsonata;

namespace LambdaLift.Interpreter.Runtime;

/// <summary>One run of a state machine, with everything that its branches share.</summary>
internal sealed class ExecutionRun
{
    // An arbitrary constant: without a seed, random values still repeat from run to run.
    private const ulong DefaultSeed = 0x5EED_0F_57A7E5;

    private readonly CompiledMachine _machine;
    private readonly List<TaskCall> _calls = [];
    private readonly List<StateVisit> _visits = [];
    private readonly List<Transition> _transitions = [];
    private readonly HashSet<string> _errors = new(StringComparer.Ordinal);
    private int _entries;
    private int _callEvents;
    private ExecutionStatus? _status;
    private BranchResult _result;

    public ExecutionRun(CompiledMachine machine, ExecutionOptions options)
    {
        _machine = machine;
        Options = options;
        ulong seed = options.Seed is int s ? (uint)s : DefaultSeed;
        Random = new DeterministicRandom(seed);
        Scheduler = new VirtualScheduler(options.StartTime, options.Seed is null ? null : new DeterministicRandom(~seed));
        Callbacks = new TaskCallbacks(Scheduler);
        JsonataOptions = new JsonataOptions { Environment = new RunEnvironment(this) };
    }

    public ExecutionOptions Options { get; }

    public VirtualScheduler Scheduler { get; }

    public DeterministicRandom Random { get; }

    public TaskCallbacks Callbacks { get; }

    /// <summary>Bounds of JSONata evaluations, with this run's clock and random values.</summary>
    public JsonataOptions JsonataOptions { get; }

    /// <summary>What TestState asked to see; null in executions.</summary>
    public Inspection? Inspection { get; init; }

    /// <summary>What stands in for the branches and iterations of a tested state; null in executions.</summary>
    public StateMock? Mock { get; init; }

    /// <summary>The context object that TestState was given; null in executions.</summary>
    public JsonData? ContextOverride { get; init; }

    public int NextEntryId() => _entries++;

    public int NextCallEvent() => _callEvents++;

    public int NextCallId() => _calls.Count;

    public void Called(TaskCall call) => _calls.Add(call);

    public void Visited(StateFrame frame)
    {
        var visit = new StateVisit(frame.EntryId, frame.Node.Name, frame.Node.Path, frame.Branch.Path, frame.EnteredTime);
        _visits.Add(Options.RecordVisitedData
            ? visit with { Input = frame.RawInput, Variables = JsonData.Object([.. frame.Variables.Names().Select(name => (name, frame.Variables.Get(name)!))]) }
            : visit);
    }

    public void Failed(StateFailure failure)
    {
        if (failure.Error is { } error) _errors.Add(error);
    }

    public void Took(Edge edge, StateFrame frame) => _transitions.Add(new Transition(edge, frame.EntryId, frame.Branch.Path, Scheduler.Now));

    /// <summary>Why a branch may not go on; null when it may.</summary>
    public StateFailure? LimitReached(BranchRun branch)
    {
        if (branch.Execution.History.IsExhausted) return HistoryExhausted();

        return _entries < Options.MaxStateEntries
            ? null
            : new StateFailure(ErrorNames.Runtime, $"The execution entered {Options.MaxStateEntries} states, which is the interpreter's limit.") { IsFatal = true };
    }

    /// <summary>The quotas on what a state passes on and assigns; null when they are kept.</summary>
    public StateFailure? CheckOutcome(StateFrame frame, StateOutcome outcome)
    {
        QuotaOptions quotas = Options.Quotas;
        if (quotas.MaxDataBytes is int limit && !ReferenceEquals(outcome.Output, frame.RawInput) && DataSize.Exceeds(outcome.Output, limit)) return TooLarge(frame.Node.Name);
        if (outcome.Assign is not { Count: > 0 } assign) return null;
        bool tooLarge = quotas.MaxDataBytes is int most && DataSize.Exceeds(assign, most);
        bool tooMany = quotas.MaxVariableBytes is int all && frame.Variables.BytesAfter(assign) > all;
        return tooLarge || tooMany
            ? new StateFailure(ErrorNames.DataLimitExceeded, $"The variables assigned by the state '{frame.Node.Name}' exceed the maximum number of bytes service limit.")
            : null;
    }

    /// <summary>The recorded wording of a result that is too large.</summary>
    public static StateFailure TooLarge(string stateOrTask) =>
        new(ErrorNames.DataLimitExceeded, $"The state/task '{stateOrTask}' returned a result with a size exceeding the maximum number of bytes service limit.");

    public ExecutionResult Execute(JsonData input)
    {
        string name = Options.ExecutionName ?? Random.NextGuid().ToString();
        var scope = new ExecutionScope(Options, Options.Type, name, Options.StateMachineName, input, Options.StartTime, Options.RecordHistory);
        var variables = new VariableScope(null);
        int started = scope.History.Add(HistoryEventType.ExecutionStarted, 0, Scheduler.Now, data: input);
        var root = new BranchRun(this, scope, BranchPath.Root, variables, null, started, (_, result) => End(Outcome(result), result));
        if (Options.Quotas.MaxDataBytes is int limit && DataSize.Exceeds(input, limit))
        {
            End(ExecutionStatus.Failed, new BranchResult(null, new StateFailure(ErrorNames.DataLimitExceeded, "The execution's input exceeds the maximum number of bytes service limit.")));
        }
        else
        {
            if (LongestDuration() is TimeSpan longest) Scheduler.After(longest, () => TimeOut(root));
            root.Start(_machine.Graph.Start, input);
            Scheduler.Run(() => _status is not null || scope.History.IsExhausted);
            if (scope.History.IsExhausted)
            {
                root.Cancel();
                End(ExecutionStatus.Failed, new BranchResult(null, HistoryExhausted()));
            }

            // Nothing is left to do, and no timer: a task waits for an answer that cannot come, and no quota ends it.
            if (_status is null) TimeOut(root);
        }

        return Result(scope, variables);
    }

    private StateFailure HistoryExhausted() =>
        new(ErrorNames.Runtime, $"The execution reached the maximum number of history events ({Options.Quotas.MaxHistoryEvents}).") { IsFatal = true };

    private TimeSpan? LongestDuration()
    {
        TimeSpan? quota = Options.Type == StateMachineType.Express ? Options.Quotas.MaxExpressDuration : Options.Quotas.MaxStandardDuration;
        TimeSpan? own = _machine.TimeoutSeconds is double seconds ? TimeSpan.FromSeconds(seconds) : null;
        return own < quota || quota is null ? own ?? quota : quota;
    }

    private void TimeOut(BranchRun root)
    {
        if (_status is not null) return;
        root.Cancel();
        End(ExecutionStatus.TimedOut, new BranchResult(null, new StateFailure(ErrorNames.Timeout, null)));
    }

    private static ExecutionStatus Outcome(BranchResult result) => result.Failure is null ? ExecutionStatus.Succeeded : ExecutionStatus.Failed;

    private void End(ExecutionStatus status, BranchResult result)
    {
        _status = status;
        _result = result;
        if (result.Failure is { } failure) Failed(failure);
    }

    private ExecutionResult Result(ExecutionScope scope, VariableScope variables)
    {
        ExecutionStatus status = _status!.Value;
        HistoryEventType last = status switch
        {
            ExecutionStatus.Succeeded => HistoryEventType.ExecutionSucceeded,
            ExecutionStatus.TimedOut => HistoryEventType.ExecutionTimedOut,
            _ => HistoryEventType.ExecutionFailed,
        };
        scope.History.Add(last, scope.History.Count, Scheduler.Now, data: _result.Output, error: _result.Failure?.Error, cause: _result.Failure?.Cause);
        foreach (TaskCall call in _calls)
        {
            if (call.CompletionOrder == int.MaxValue) call.Abort(Scheduler.Now);
        }

        return new ExecutionResult
        {
            Status = status,
            Output = _result.Output,
            Error = _result.Failure?.Error,
            Cause = _result.Failure?.Cause,
            Calls = _calls,
            Visits = _visits,
            Transitions = _transitions,
            ErrorsOfStates = _errors,
            History = scope.History.Events,
            EventCount = scope.History.Count,
            Variables = variables.Own,
            StartTime = Options.StartTime,
            EndTime = Scheduler.Now,
        };
    }
}
