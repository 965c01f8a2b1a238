namespace LambdaLift.Analysis.CallGraph;

/// <summary>
/// Work of independent pieces that every thread which needs the whole helps with, instead of waiting for the one that came first. Compiler and editors
/// call the rules from as many threads as they see fit; this starts none of its own. A piece whose thread was cancelled stays undone.
/// </summary>
internal sealed class SharedWork(int count, Action<int, CancellationToken> piece)
{
    private int _next = -1;

    /// <summary>Does pieces until none is left. Others may still be at theirs when it returns.</summary>
    public void Help(CancellationToken cancellationToken)
    {
        while (_next < count)
        {
            var index = Interlocked.Increment(ref _next);
            if (index < count)
            {
                piece(index, cancellationToken);
            }
        }
    }
}
