namespace LambdaLift.Verifier.Exploration;

/// <summary>What is changed of a case to find new ways.</summary>
internal enum Change
{
    /// <summary>A call fails.</summary>
    Failure,

    /// <summary>A part of the input is another one.</summary>
    Input,

    /// <summary>A call is answered otherwise.</summary>
    Answer,
}

/// <summary>
/// The runs from which exploring goes on, and how. Failures after failures come before variations: they are few, and reach what handles them. Then inputs and
/// answers take turns, those of runs in which the fewest calls are scripted first: what two parts of an input do together is not left for the many ways to fail.
/// </summary>
internal sealed class Frontier
{
    private readonly Queue<CaseRun> _toFail = new();
    private readonly PriorityQueue<CaseRun, (int Scripted, int Order)> _inputs = new();
    private readonly PriorityQueue<CaseRun, (int Scripted, int Order)> _answers = new();
    private int _order;
    private bool _isInputNext = true;

    /// <summary>Goes on from a run by every change.</summary>
    public void Add(CaseRun run)
    {
        _toFail.Enqueue(run);
        Vary(run);
    }

    /// <summary>Goes on from a run whose failures are tried already.</summary>
    public void Vary(CaseRun run)
    {
        var priority = (run.Case.Script.Count, _order++);
        _inputs.Enqueue(run, priority);
        _answers.Enqueue(run, priority);
    }

    /// <summary>The next run and what to change of it; null when nothing is left.</summary>
    public (CaseRun Run, Change Change)? Next()
    {
        if (_toFail.TryDequeue(out var run)) return (run, Change.Failure);
        var isInput = _inputs.Count > 0 && (_isInputNext || _answers.Count == 0);
        _isInputNext = !isInput;
        return isInput ? (_inputs.Dequeue(), Change.Input) : _answers.TryDequeue(out run, out _) ? (run, Change.Answer) : null;
    }
}
