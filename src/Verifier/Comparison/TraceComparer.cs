using LambdaLift.StatesLanguage.Json;
using LambdaLift.Verifier.Calls;
using LambdaLift.Verifier.Scripts;

namespace LambdaLift.Verifier.Comparison;

/// <summary>
/// Decides whether a caller and the called services could tell handler and state machine apart: the same calls in a compatible order,
/// the same result, the same failure (SEMANTICS: Observables).
/// </summary>
/// <param name="errors">Knows which error names mean the same.</param>
internal sealed class TraceComparer(ErrorNames errors)
{
    /// <summary>The first difference; null if there is none.</summary>
    /// <param name="handler">The handler's run, which decides what is right.</param>
    /// <param name="machine">The state machine's run.</param>
    /// <param name="holdBack">
    /// The handler's run with one call ending as late as it can; null if it then makes other calls. Asked before a wrong order is reported,
    /// because a run can order calls by chance that do not wait for each other.
    /// </param>
    public Difference? Compare(Trace handler, Trace machine, Func<int, Trace?> holdBack)
    {
        var match = Match(handler.Calls, machine.Calls);
        return Calls(handler, machine, match) ?? (InOrder(handler, machine) ? null : Order(handler, machine, match, holdBack)) ?? Outcome(handler, machine);
    }

    /// <summary>
    /// Whether the calls can be paired so that the handler's order is kept: which of several equal calls is which cannot be observed, and
    /// concurrent ones may change places. Gives up, and says no, after so many steps that only the pairing by number is left to look at.
    /// </summary>
    private static bool InOrder(Trace handler, Trace machine)
    {
        const int MostSteps = 20_000;
        var calls = handler.Calls;
        var candidates = calls.Select(call => Enumerable.Range(0, machine.Calls.Count).Where(i => machine.Calls[i].Call == call.Call).ToArray()).ToArray();
        var paired = new int[calls.Count];
        var taken = new bool[machine.Calls.Count];
        var steps = 0;
        return Pair(0);

        bool Pair(int next)
        {
            if (next == calls.Count) return true;
            foreach (var candidate in candidates[next])
            {
                if (taken[candidate]) continue;
                if (++steps > MostSteps) return false;
                if (!Enumerable.Range(0, next).All(earlier => Keeps(earlier, next, candidate))) continue;
                taken[candidate] = true;
                paired[next] = candidate;
                if (Pair(next + 1)) return true;
                taken[candidate] = false;
            }

            return false;
        }

        bool Keeps(int earlier, int later, int candidate) =>
            calls[earlier].Call == calls[later].Call
            || ((!handler.Precedes(earlier, later) || machine.Precedes(paired[earlier], candidate)) && (!handler.Precedes(later, earlier) || machine.Precedes(candidate, paired[earlier])));
    }

    /// <summary>For each call of the handler the index of the same call of the state machine, or −1.</summary>
    private static int[] Match(IReadOnlyList<TraceCall> handler, IReadOnlyList<TraceCall> machine)
    {
        var free = new Dictionary<ServiceCall, Queue<int>>();
        for (var i = 0; i < machine.Count; i++)
        {
            if (!free.TryGetValue(machine[i].Call, out var queue)) free[machine[i].Call] = queue = new Queue<int>();
            queue.Enqueue(i);
        }

        return [.. handler.Select(call => free.TryGetValue(call.Call, out var queue) && queue.Count > 0 ? queue.Dequeue() : -1)];
    }

    private static Difference? Calls(Trace handler, Trace machine, int[] match)
    {
        var matched = match.ToHashSet();
        var extra = Enumerable.Range(0, machine.Calls.Count).FirstOrDefault(i => !matched.Contains(i), -1);
        var missing = Array.IndexOf(match, -1);
        if (missing >= 0)
        {
            var wanted = handler.Calls[missing];
            var other = Enumerable.Range(0, machine.Calls.Count)
                .FirstOrDefault(i => !matched.Contains(i) && machine.Calls[i].Call.Operation == wanted.Call.Operation, -1);
            return other >= 0
                ? new Difference(DifferenceKind.RequestDiffers, $"The requests of {wanted.Call.Operation} differ: {JsonDifference.Describe(wanted.Call.Request, machine.Calls[other].Call.Request)}.",
                    wanted.Call.ToString(), machine.Calls[other].Call.ToString(), missing, other)
                : new Difference(DifferenceKind.MissingCall, $"The state machine does not make the call {wanted.Call.Operation} that the handler makes.",
                    wanted.Call.ToString(), null, missing);
        }

        return extra < 0 ? null : new Difference(
            DifferenceKind.ExtraCall, $"The state machine makes a call {machine.Calls[extra].Call.Operation} that the handler does not make.",
            null, machine.Calls[extra].Call.ToString(), null, extra);
    }

    private static Difference? Order(Trace handler, Trace machine, int[] match, Func<int, Trace?> holdBack)
    {
        var held = new Dictionary<int, Trace?>();
        machine = machine with { Precedes = NumberedOrder.Of(machine) };
        for (var first = 0; first < match.Length; first++)
        {
            for (var second = 0; second < match.Length; second++)
            {
                // Equal calls are interchangeable: which of them is which cannot be observed.
                if (first == second || handler.Calls[first].Call == handler.Calls[second].Call) continue;
                if (!handler.Precedes(first, second) || machine.Precedes(match[first], match[second])) continue;
                if (!ReallyPrecedes(handler, first, second, HeldBack) || WaitsAsOften(handler, machine, handler.Calls[first].Call, handler.Calls[second].Call, HeldBack)) continue;
                return new Difference(
                    DifferenceKind.OrderDiffers,
                    $"The handler makes {handler.Calls[second].Call.Operation} only after {handler.Calls[first].Call.Operation} has ended; the state machine does not.",
                    $"{handler.Calls[first].Call}, then {handler.Calls[second].Call}", $"{machine.Calls[match[second]].Call} does not wait for {machine.Calls[match[first]].Call}",
                    second, match[second]);
            }
        }

        return null;

        Trace? HeldBack(int call) => held.TryGetValue(call, out var known) ? known : held[call] = holdBack(call);
    }

    /// <summary>What starts while a call is held back does not wait for it.</summary>
    private static bool ReallyPrecedes(Trace handler, int first, int second, Func<int, Trace?> heldBack)
    {
        if (heldBack(first) is not { } held) return true;
        var other = held.Calls.ToList().FindIndex(call => call.Call == handler.Calls[second].Call && call.Occurrence == handler.Calls[second].Occurrence);
        return other < 0 || held.Precedes(first, other);
    }

    /// <summary>
    /// Of calls that are made more than once, a held back one changes which is the first and which the second of those that follow. So they are
    /// counted: as many of the later calls wait for each of the earlier ones.
    /// </summary>
    private static bool WaitsAsOften(Trace handler, Trace machine, ServiceCall earlier, ServiceCall later, Func<int, Trace?> heldBack)
    {
        var wanted = new List<int>();
        foreach (var first in IndicesOf(handler, earlier))
        {
            if (heldBack(first) is not { } held) return false;
            wanted.Add(Waiting(held, first));
        }

        var got = IndicesOf(machine, earlier).Select(first => Waiting(machine, first)).OrderDescending().ToList();
        var areEqual = wanted.Count > 1 || IndicesOf(handler, later).Count() > 1;
        return areEqual && wanted.Count == got.Count && wanted.OrderDescending().Zip(got).All(pair => pair.Second >= pair.First);

        int Waiting(Trace trace, int first) => IndicesOf(trace, later).Count(second => trace.Precedes(first, second));
    }

    /// <summary>The pairs of concurrent equal calls that are answered differently: which of them gets which answer is a matter of chance.</summary>
    public static IEnumerable<AnswerSwap> DealtByChance(Trace machine) =>
        from first in Enumerable.Range(0, machine.Calls.Count)
        from second in IndicesOf(machine, machine.Calls[first].Call)
        where second > first && machine.Calls[second].Behaviour != machine.Calls[first].Behaviour && !machine.Precedes(first, second) && !machine.Precedes(second, first)
        select new AnswerSwap(machine.Calls[first].Call, machine.Calls[first].Occurrence, machine.Calls[second].Occurrence);

    private static IEnumerable<int> IndicesOf(Trace trace, ServiceCall call) => Enumerable.Range(0, trace.Calls.Count).Where(i => trace.Calls[i].Call == call);

    private Difference? Outcome(Trace handler, Trace machine)
    {
        switch (handler.Outcome, machine.Outcome)
        {
            case (TraceOutcome.Result wanted, TraceOutcome.Result got):
                return SameResult(wanted.Value, got.Value) ? null : new Difference(
                    DifferenceKind.ResultDiffers, $"The results differ: {JsonDifference.Describe(wanted.Value ?? JsonData.Null, got.Value ?? JsonData.Null)}.",
                    wanted.ToString(), got.ToString());
            case (TraceOutcome.Failure wanted, TraceOutcome.Failure got):
                if (!errors.Same(wanted.Error, got.Error))
                    return new Difference(DifferenceKind.ErrorDiffers, $"The handler fails with {wanted.Error}, the state machine with {got.Error}.", wanted.ToString(), got.ToString());
                // A message that is itself the document of a failure is the cause as it stands.
                return Holds(ErrorNames.Message(got.Cause), wanted.Cause) || Holds(got.Cause, wanted.Cause) ? null : new Difference(
                    DifferenceKind.CauseDiffers, $"The cause of {got.Error} does not hold the exception's message.", wanted.ToString(), got.ToString());
            default:
                return new Difference(
                    DifferenceKind.OutcomeDiffers, $"The handler {handler.Outcome}, the state machine {machine.Outcome}.", handler.Outcome.ToString(), machine.Outcome.ToString());
        }
    }

    private static bool Holds(string cause, string message) => CanonicalForm.Unescaped(cause).Contains(CanonicalForm.Unescaped(message), StringComparison.Ordinal);

    // A handler without a result leaves its caller nothing to look at but that it ended: null, or an empty object.
    private static bool SameResult(JsonData? handler, JsonData? machine) =>
        handler is null
            ? machine is null or DataNull or DataObject { Count: 0 }
            : machine is not null && JsonData.DeepEquals(CanonicalForm.Of(handler), CanonicalForm.Of(machine));
}
