using LambdaLift.Interpreter.Coverage;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Verifier.Calls;
using LambdaLift.Verifier.Comparison;
using LambdaLift.Verifier.Hosting;
using LambdaLift.Verifier.Machines;
using LambdaLift.Verifier.Scripts;

namespace LambdaLift.Verifier.Exploration;

/// <summary>Both sides of one case, and whether they differ.</summary>
/// <param name="Case">The case.</param>
/// <param name="Handler">The handler's run.</param>
/// <param name="Machine">The state machine's run.</param>
/// <param name="Difference">What differs; null if nothing does.</param>
internal sealed record CaseRun(VerificationCase Case, Trace Handler, MachineRun Machine, Difference? Difference)
{
    /// <summary>Whether chance decides what follows which of several concurrent calls, so that a difference would say nothing.</summary>
    public bool IsUndecided { get; init; }

    /// <summary>Whether the data of a state outgrew what Step Functions takes: the state machine went another way for that, whatever the handler did.</summary>
    public bool IsOverQuota { get; init; }

    /// <summary>The deviation in force that announces the difference; null if there is no difference, or none announces it.</summary>
    public DeviationInForce? Deviation { get; init; }

    /// <summary>Cases of the same signature take the same way through both programs.</summary>
    public string Signature { get; } = string.Join(' ', Handler.Calls.Select(call => call.Call.Operation + (call.Behaviour is ServiceBehaviour.Fails ? "!" : "")))
        + (Handler.Outcome is TraceOutcome.Failure failure ? " fails " + failure.Error : " returns") + " | "
        + string.Join(' ', Machine.Edges.Where(edge => edge.Kind is EdgeKind.Choice or EdgeKind.Default or EdgeKind.Catch));
}

/// <summary>The handler cannot be run to an end: nothing can be verified with it.</summary>
internal sealed class HandlerCannotRunException(string message, VerificationCase verificationCase) : Exception(message)
{
    public VerificationCase Case => verificationCase;
}

/// <summary>Runs handler and state machine on the same case; the last of what it is made with says which deviation in force announces the difference of a run.</summary>
internal sealed class DifferentialRunner(
    HandlerHost host, string function, MachineRunner machine, DotNetCodec codec, ServiceModels services, TraceComparer comparer, long seed, bool spellsJsonAsStepFunctions, Func<CaseRun, DeviationInForce?> explains)
{
    /// <summary>Of so many calls that failed and were made again, every choice is tried as what the handler retries by itself.</summary>
    private const int MostCombined = 4;

    /// <summary>So many calls of a run are held back, one after the other, and so many pairs of answers changed, to see other orders.</summary>
    private const int MostHeldBack = 16;

    /// <summary>Number of handler and state machine runs made.</summary>
    public int Runs { get; private set; }

    /// <summary>The same runner on a host of its own, whose static state no earlier run has touched.</summary>
    public DifferentialRunner On(HandlerHost other) => new(other, function, machine, codec, services, comparer, seed, spellsJsonAsStepFunctions, explains);

    /// <param name="verificationCase">The case.</param>
    /// <param name="captureLines">Whether calls carry their C# line.</param>
    /// <exception cref="HandlerCannotRunException">The handler had to be stopped.</exception>
    public CaseRun Run(VerificationCase verificationCase, bool captureLines = false)
    {
        Runs++;
        var handler = RunHandler(verificationCase, null, captureLines);
        var run = Compare(verificationCase, handler, new HashSet<ServiceCall>());
        if (run.Difference is null) return run;
        var announced = run.Deviation is null ? null : run;
        // A retry loop of the handler's own makes its attempts observable: then each Retry of the task is a call as well.
        foreach (var retried in Subsets(MadeAgainAfterFailing(handler)))
        {
            var other = Compare(verificationCase, handler, retried);
            if (other.Difference is null) return other;
            if (other.Deviation is not null) announced ??= other;
            // The same calls with another end says more than calls that do not match, and of these the fewest do.
            if (IsOfCalls(run.Difference!) && (!IsOfCalls(other.Difference) || Unmatched(other) < Unmatched(run))) run = other;
        }

        return announced ?? InOtherOrder(verificationCase, handler, run) ?? run;
    }

    /// <summary>
    /// Of concurrent calls, chance decides which is answered first, and of equal ones which gets which answer: a run of the state machine in which calls
    /// take their time, or one of the handler in which two equal calls change their answers, or another call takes its time, is as good. If none agrees
    /// with the state machine, but the handler makes other calls in one of them, or only the order differs, the case decides nothing: with enough
    /// concurrent calls not every order can be tried. Null if the difference stands.
    /// </summary>
    private CaseRun? InOtherOrder(VerificationCase verificationCase, Trace handler, CaseRun run)
    {
        // Of a failure that one branch computes and one that another is answered, either may be the first.
        if (run.Machine.Trace.HasSiblings)
        {
            var slow = Compare(verificationCase, handler, new HashSet<ServiceCall>(), areTasksSlow: true);
            if (slow.Difference is null || slow.Deviation is not null) return slow;
        }

        var swaps = TraceComparer.DealtByChance(run.Machine.Trace).Take(MostHeldBack).ToList();
        if (swaps.Count == 0) return null;
        // What follows which of such calls is chance too; their order shows in the runs that answer all of them alike.
        var isUndecided = run.Difference is { Kind: DifferenceKind.OrderDiffers };
        var made = Made(handler).ToList();
        var others = swaps.Select(swap => (Trace?)RunHandler(verificationCase, null, captureLines: false, swap))
            .Concat(Enumerable.Range(0, Math.Min(handler.Calls.Count, MostHeldBack)).Select(call => HeldBack(verificationCase, handler, call)));
        foreach (var held in others.OfType<Trace>())
        {
            var other = Compare(verificationCase, held, new HashSet<ServiceCall>());
            if (other.Difference is null || other.Deviation is not null) return other;
            isUndecided |= !Made(held).SequenceEqual(made);
        }

        return isUndecided ? run with { Difference = null, IsUndecided = true } : null;

        static IEnumerable<string> Made(Trace trace) => trace.Calls.Select(call => call.Call.ToString()).Order(StringComparer.Ordinal);
    }

    private static bool IsOfCalls(Difference difference) => difference.Kind is DifferenceKind.MissingCall or DifferenceKind.ExtraCall or DifferenceKind.RequestDiffers or DifferenceKind.OrderDiffers;

    /// <summary>How many calls one side makes more often than the other.</summary>
    private static int Unmatched(CaseRun run)
    {
        var counts = new Dictionary<ServiceCall, int>();
        foreach (var call in run.Handler.Calls) counts[call.Call] = counts.GetValueOrDefault(call.Call) + 1;
        foreach (var call in run.Machine.Trace.Calls) counts[call.Call] = counts.GetValueOrDefault(call.Call) - 1;
        return counts.Values.Sum(Math.Abs);
    }

    private CaseRun Compare(VerificationCase verificationCase, Trace handler, IReadOnlySet<ServiceCall> retried, bool areTasksSlow = false)
    {
        var execution = machine.Run(verificationCase.Input, new ScriptPlayer(verificationCase.Script, services.Plain), retried, areTasksSlow);
        var difference = comparer.Compare(handler, execution.Trace, call => HeldBack(verificationCase, handler, call));
        var run = new CaseRun(verificationCase, handler, execution, difference);
        if (difference is null) return run;
        return execution.IsOverQuota ? run with { Difference = null, IsOverQuota = true } : run with { Deviation = explains(run) };
    }

    /// <summary>Calls that may be retried by the handler's own code, or made twice for another reason.</summary>
    private static List<ServiceCall> MadeAgainAfterFailing(Trace handler)
    {
        var failed = new HashSet<ServiceCall>();
        var again = new List<ServiceCall>();
        foreach (var call in handler.Calls)
        {
            if (failed.Contains(call.Call) && !again.Contains(call.Call)) again.Add(call.Call);
            if (call.Behaviour is ServiceBehaviour.Fails || call.Behaviour is ServiceBehaviour.Responds { Body: var body } && Normalization.FunctionError(body) is not null)
                failed.Add(call.Call);
        }

        return again;
    }

    /// <summary>All of them first, then every smaller choice but none; of many calls only all, each by itself, and every two.</summary>
    private static IEnumerable<HashSet<ServiceCall>> Subsets(List<ServiceCall> calls)
    {
        if (calls.Count == 0) yield break;
        yield return [.. calls];
        if (calls.Count > MostCombined)
        {
            foreach (var call in calls) yield return [call];
            for (var i = 0; i < calls.Count; i++)
            {
                for (var j = i + 1; j < calls.Count; j++) yield return [calls[i], calls[j]];
            }

            yield break;
        }

        for (var chosen = (1 << calls.Count) - 2; chosen > 0; chosen--)
        {
            var bits = chosen;
            yield return [.. calls.Where((_, i) => (bits >> i & 1) == 1)];
        }
    }

    /// <summary>Holds a call back as long as anything else can go on; null if it is another call then.</summary>
    private Trace? HeldBack(VerificationCase verificationCase, Trace handler, int call)
    {
        var held = RunHandler(verificationCase, call, captureLines: false);
        return call < held.Calls.Count && held.Calls[call].Call == handler.Calls[call].Call ? held : null;
    }

    private Trace RunHandler(VerificationCase verificationCase, int? heldBack, bool captureLines, AnswerSwap? swap = null)
    {
        var calls = new List<TraceCall>();
        // What a type says about answers may come out only when an answer is read; then the run is made again with better answers.
        while (true)
        {
            calls.Clear();
            var player = new ScriptPlayer(verificationCase.Script, services.Plain, swap);
            var run = host.Run(new HandlerRunRequest
            {
                Function = function,
                Payload = verificationCase.Input.ToString(),
                Seed = seed,
                HeldBackCall = heldBack,
                CaptureCallers = captureLines,
                SpellsJsonAsStepFunctions = spellsJsonAsStepFunctions,
                Responder = call =>
                {
                    var service = codec.Read(call);
                    var (occurrence, behaviour) = player.Next(service);
                    calls.Add(new TraceCall(service, occurrence, behaviour, call.Caller?.ToString()));
                    return codec.Write(call, behaviour);
                },
            });
            if (run.Outcome is HandlerOutcome.Stopped { Reason: var reason }) throw new HandlerCannotRunException(reason, verificationCase);
            // Only now it is known which call gets no answer in time.
            if (heldBack is null && calls.FindIndex(call => call.Behaviour is ServiceBehaviour.Fails { Failure: FailureKind.TimesOut }) is >= 0 and var late)
            {
                heldBack = late;
                continue;
            }

            if (run.Reads.Select(read => services.Learn(calls[read.Call].Call, read.Type)).ToList().Contains(true)) continue;
            return new Trace([.. calls], (i, j) => run.Calls[i].Completed < run.Calls[j].Started, Outcome(run.Outcome), new Lazy<string?>(() => EndedAt(run.Outcome))) { IsRespelled = run.IsRespelled };
        }
    }

    // The first line of the stack trace that has one is where the exception was thrown.
    private static string? EndedAt(HandlerOutcome outcome)
    {
        if (outcome is not HandlerOutcome.Threw { StackTrace.Value: var trace }) return null;
        var place = trace.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Contains(":line ", StringComparison.Ordinal));
        var (start, end) = (place?.IndexOf(" in ", StringComparison.Ordinal) ?? -1, place?.LastIndexOf(":line ", StringComparison.Ordinal) ?? -1);
        return start >= 0 && end > start && int.TryParse(place![(end + 6)..], out var number) ? new SourceLine(place[(start + 4)..end], number).ToString() : null;
    }

    private static TraceOutcome Outcome(HandlerOutcome outcome) => outcome switch
    {
        HandlerOutcome.Returned { Json: var json } => new TraceOutcome.Result(json is null ? null : JsonData.Parse(json.ToJsonString())),
        HandlerOutcome.Threw threw => new TraceOutcome.Failure(threw.ErrorType, threw.Message),
        _ => throw new InvalidOperationException($"Unexpected outcome {outcome}."),
    };
}
