using LambdaLift.Interpreter.States;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.Runtime;

/// <summary>
/// The branches of one attempt of a Parallel or Map state: starts them as far as the concurrency allows, collects what they
/// return, and calls off the rest when one of them ends the state.
/// </summary>
internal sealed class BranchGroup(StateFrame frame, int count, int maxConcurrency) : ISuspension
{
    private readonly BranchResult?[] _results = new BranchResult?[count];
    private readonly Dictionary<int, BranchRun> _running = [];
    private Func<int, Child>? _create;
    private Func<StateStep>? _result;
    private Func<int, StateFailure, StateStep?>? _failed;
    private int _started;
    private int _ended;
    private bool _over;

    /// <summary>One branch that is ready to start.</summary>
    public readonly record struct Child(BranchRun Run, StateNode Start, JsonData Input);

    /// <summary>How the branches ended, in the order of the definition or the items; null for those that have not.</summary>
    public IReadOnlyList<BranchResult?> Results => _results;

    /// <summary>Called when a branch is called off; null when nothing has to be recorded.</summary>
    public Action<int>? Aborted { get; init; }

    /// <summary>Starts the branches.</summary>
    /// <param name="create">Makes a branch when its turn comes.</param>
    /// <param name="result">Called when all have ended; makes the state's result.</param>
    /// <param name="failed">Called when a branch has failed; null: the failure is tolerated.</param>
    public void Start(Func<int, Child> create, Func<StateStep> result, Func<int, StateFailure, StateStep?> failed)
    {
        _create = create;
        _result = result;
        _failed = failed;
        int first = Math.Min(count, Math.Max(1, maxConcurrency));
        for (int i = 0; i < first; i++) StartNext();
        if (count == 0) frame.Run.Scheduler.Post(Finish);
    }

    /// <summary>What to do when the branch of that number ends.</summary>
    public Action<BranchRun, BranchResult> Ended(int index) => (run, result) => ChildEnded(index, run, result);

    /// <summary>The outputs of all branches, as the array that is the state's result; failed ones are left out.</summary>
    public DataArray Outputs()
    {
        var outputs = new DataArrayBuilder(count);
        foreach (BranchResult? result in _results)
        {
            if (result?.Output is { } output) outputs.Add(output);
        }

        return outputs.Build();
    }

    public void Cancel()
    {
        if (_over) return;
        _over = true;
        foreach ((int index, BranchRun run) in _running.OrderBy(r => r.Key))
        {
            run.Cancel();
            Aborted?.Invoke(index);
        }

        _running.Clear();
    }

    private void StartNext()
    {
        int index = _started++;
        // Through the scheduler, so that concurrent branches interleave and long chains of states do not nest on the stack.
        frame.Run.Scheduler.Post(() =>
        {
            if (_over) return;
            Child child;
            try
            {
                child = _create!(index);
            }
            catch (StateFailureException e)
            {
                Cancel();
                frame.Branch.Resume(frame, StateStep.Fail(e.Failure));
                return;
            }

            _running.Add(index, child.Run);
            child.Run.Start(child.Start, child.Input);
        });
    }

    private void ChildEnded(int index, BranchRun run, BranchResult result)
    {
        if (_over) return;
        frame.Branch.ContinueAfter(run);
        _running.Remove(index);
        _results[index] = result;
        _ended++;
        if (result.Failure is { } failure && _failed!(index, failure) is { } step)
        {
            Cancel();
            frame.Branch.Resume(frame, step);
            return;
        }

        if (_started < count) StartNext();
        else if (_ended == count) Finish();
    }

    private void Finish()
    {
        if (_over) return;
        _over = true;
        frame.Branch.Resume(frame, _result!);
    }
}
