using LambdaLift.Interpreter.Coverage;
using LambdaLift.Interpreter.History;
using LambdaLift.Interpreter.States;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.Runtime;

/// <summary>How a branch ended: with an output, or with a failure that nothing in it caught.</summary>
internal readonly record struct BranchResult(JsonData? Output, StateFailure? Failure);

/// <summary>
/// Runs one graph of states from its start to its end: the execution itself, a branch of a Parallel state, or an iteration of a
/// Map state. The only place that moves from state to state, and that decides what Retry and Catch do with a failure.
/// </summary>
internal sealed class BranchRun(
    ExecutionRun run, ExecutionScope execution, BranchPath path, VariableScope variables, DataObject? mapItem, int lastEventId, Action<BranchRun, BranchResult> ended)
{
    private StateFrame? _frame;
    private bool _over;

    public ExecutionRun Run { get; } = run;

    public ExecutionScope Execution { get; } = execution;

    public BranchPath Path { get; } = path;

    public VariableScope Variables { get; } = variables;

    /// <summary><c>$$.Map</c> of the enclosing iteration; null outside of Map states.</summary>
    public DataObject? MapItem { get; } = mapItem;

    /// <summary>The event that the next event of this branch follows from.</summary>
    public int LastEventId { get; private set; } = lastEventId;

    /// <summary>Runs until the branch ends or has to wait.</summary>
    public void Start(StateNode start, JsonData input) => Drive(start, input);

    /// <summary>Takes up a suspended state with what it waited for.</summary>
    public void Resume(StateFrame frame, StateStep step)
    {
        if (_over || !ReferenceEquals(frame, _frame) || step.IsSuspended) return;
        frame.Suspension = null;
        (StateNode? next, JsonData output) = Conclude(frame, step);
        if (next is not null) Drive(next, output);
    }

    /// <summary>As <see cref="Resume(StateFrame, StateStep)"/>, with a step that may fail while it is computed.</summary>
    public void Resume(StateFrame frame, Func<StateStep> step)
    {
        if (_over || !ReferenceEquals(frame, _frame)) return;
        Resume(frame, Guard(frame, step));
    }

    /// <summary>Ends the branch from outside: a sibling failed, or the execution ended.</summary>
    public void Cancel()
    {
        if (_over) return;
        _over = true;
        Variables.Release();
        if (_frame is null) return;
        _frame.Suspension?.Cancel();
        if (_frame.Node.AbortedEvent is HistoryEventType type) Record(type, stateName: _frame.Node.Name);
    }

    /// <summary>Adds an event to the history of the branch's execution.</summary>
    public int Record(
        HistoryEventType type, string? stateName = null, JsonData? data = null, string? resource = null, string? error = null,
        string? cause = null, int? number = null)
    {
        return LastEventId = Execution.History.Add(type, LastEventId, Run.Scheduler.Now, stateName, data, resource, error, cause, number);
    }

    /// <summary>The next event follows from the last one of an inner branch that has just ended.</summary>
    public void ContinueAfter(BranchRun inner)
    {
        if (ReferenceEquals(inner.Execution, Execution)) LastEventId = inner.LastEventId;
    }

    private void Drive(StateNode node, JsonData input)
    {
        while (!_over)
        {
            if (Run.LimitReached(this) is { } limit)
            {
                End(new BranchResult(null, limit));
                return;
            }

            int enteredEvent = Record(node.EnteredEvent, node.Name, input);
            var frame = new StateFrame(this, node, input, Run.NextEntryId(), enteredEvent, Run.Scheduler.Now);
            _frame = frame;
            Run.Visited(frame);
            StateStep step = Guard(frame, static f => f.Node.Execute(f));
            if (step.IsSuspended) return;
            (StateNode? next, JsonData output) = Conclude(frame, step);
            if (next is null) return;
            if (!Run.Scheduler.IsIdleNow)
            {
                // Other branches are due at this instant: let them take their turn.
                DriveLater(next, output);
                return;
            }

            node = next;
            input = output;
        }
    }

    // Apart from the loop, which would otherwise allocate the closure in every round.
    private void DriveLater(StateNode node, JsonData input) => Run.Scheduler.Post(() => Drive(node, input));

    private (StateNode? Next, JsonData Output) Conclude(StateFrame frame, StateStep step)
    {
        if (step.Failure is { } failure) return Recover(frame, failure);
        return Leave(frame, step.Exit!, step.Outcome);
    }

    private (StateNode? Next, JsonData Output) Leave(StateFrame frame, StateExit exit, StateOutcome outcome)
    {
        StateFailure? tooLarge = Run.CheckOutcome(frame, outcome);
        if (tooLarge is not null)
        {
            // The failure of a catcher's own output is not caught again.
            return exit.Edge.Kind == EdgeKind.Catch ? Fail(frame, tooLarge) : Recover(frame, tooLarge);
        }

        if (outcome.Assign is not null) Variables.Assign(outcome.Assign);
        if (frame.Node.ExitedEvent is HistoryEventType exited) Record(exited, frame.Node.Name, outcome.Output);
        Run.Took(exit.Edge, frame);
        if (exit.Next is not null) return (exit.Next, outcome.Output);
        End(new BranchResult(outcome.Output, null));
        return (null, outcome.Output);
    }

    private (StateNode? Next, JsonData Output) Recover(StateFrame frame, StateFailure failure)
    {
        Run.Failed(failure);
        if (frame.Node.FindRetrier(frame, failure) is (int index, TimeSpan delay))
        {
            frame.RetrierCounts[index]++;
            Run.Took(frame.Node.RetryEdges[index], frame);
            frame.Suspension = new TimerSuspension(Run.Scheduler.After(delay, () => Retry(frame)));
            return (null, frame.RawInput);
        }

        if (frame.Node.FindCatcher(failure) is { } catcher)
        {
            StateStep caught = Guard(frame, f => catcher.Catch(f, failure));
            return caught.Failure is { } again ? Fail(frame, again) : Leave(frame, caught.Exit!, caught.Outcome);
        }

        return Fail(frame, failure);
    }

    private void Retry(StateFrame frame)
    {
        if (_over) return;
        if (Run.LimitReached(this) is { } limit)
        {
            End(new BranchResult(null, limit));
            return;
        }

        frame.PrepareRetry();
        StateStep step = Guard(frame, static f => f.Node.Execute(f));
        if (!step.IsSuspended) Resume(frame, step);
    }

    private (StateNode? Next, JsonData Output) Fail(StateFrame frame, StateFailure failure)
    {
        Run.Failed(failure);
        if (frame.Node.FailExit is { } exit) Run.Took(exit.Edge, frame);
        End(new BranchResult(null, failure));
        return (null, frame.RawInput);
    }

    private void End(BranchResult result)
    {
        if (_over) return;
        _over = true;
        _frame = null;
        Variables.Release();
        ended(this, result);
    }

    /// <summary>Turns a failure that is thrown into one that is returned.</summary>
    public static StateStep Guard(StateFrame frame, Func<StateFrame, StateStep> step)
    {
        try
        {
            return step(frame);
        }
        catch (StateFailureException e)
        {
            if (e.Failure.Error == ErrorNames.QueryEvaluationError)
                frame.Branch.Record(HistoryEventType.EvaluationFailed, frame.Node.Name, error: e.Failure.Error, cause: e.Failure.Cause);
            return StateStep.Fail(e.Failure);
        }
    }

    private static StateStep Guard(StateFrame frame, Func<StateStep> step) => Guard(frame, _ => step());
}
