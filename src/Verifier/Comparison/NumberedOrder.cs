namespace LambdaLift.Verifier.Comparison;

/// <summary>
/// The order of a run's calls, and what follows of it from the numbers of equal calls. A script answers equal calls by their number: which of two concurrent ones got
/// the second answer says that another had been made before, and so does every call that shows that answer.
/// </summary>
internal static class NumberedOrder
{
    public static Func<int, int, bool> Of(Trace trace)
    {
        var calls = trace.Calls;
        var after = new Lazy<bool[]>[calls.Count];
        for (var i = 0; i < calls.Count; i++)
        {
            var call = i;
            after[i] = new Lazy<bool[]>(() => StartedAfter(call));
        }

        return (first, second) => trace.Precedes(first, second)
            || Enumerable.Range(0, calls.Count).Any(between => trace.Precedes(first, between) && after[between].Value[second]);

        // What begins after a call has begun.
        bool[] StartedAfter(int start)
        {
            var reached = new bool[calls.Count];
            var open = new Stack<int>([start]);
            while (open.TryPop(out var call))
            {
                for (var next = 0; next < calls.Count; next++)
                {
                    if (reached[next] || !(IsNumberedBefore(calls[call], calls[next]) || trace.Precedes(call, next))) continue;
                    reached[next] = true;
                    open.Push(next);
                }
            }

            return reached;
        }
    }

    // Equal answers tell nothing of their number.
    private static bool IsNumberedBefore(TraceCall first, TraceCall second) =>
        first.Occurrence < second.Occurrence && first.Call == second.Call && first.Behaviour.ToString() != second.Behaviour.ToString();
}
