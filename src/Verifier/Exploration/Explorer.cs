using System.Diagnostics;
using LambdaLift.Interpreter.Coverage;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Verifier.Calls;
using LambdaLift.Verifier.Comparison;
using LambdaLift.Verifier.Hosting;
using LambdaLift.Verifier.Scripts;

namespace LambdaLift.Verifier.Exploration;

/// <summary>What exploring found.</summary>
internal sealed class ExplorationResult
{
    public HashSet<Edge> Edges { get; } = [];

    public HashSet<string> States { get; } = new(StringComparer.Ordinal);

    public Dictionary<DeviationInForce, int> Deviations { get; } = [];

    /// <summary>The first case with a difference that no deviation explains.</summary>
    public CaseRun? Counterexample { get; set; }

    /// <summary>Runs without a difference, each on a way of its own.</summary>
    public List<CaseRun> Ways { get; } = [];

    public bool BudgetEnded { get; set; }

    public int Cases { get; set; }

    /// <summary>Cases in which the handler itself does different things in different orders of its concurrent calls.</summary>
    public int Undecided { get; set; }

    /// <summary>Cases in which the data of a state outgrew what Step Functions takes.</summary>
    public int OverQuota { get; set; }

    /// <summary>Why the handler had to be stopped in cases that were explored, not given.</summary>
    public List<string> Stopped { get; } = [];

    /// <summary>Errors of the newest service model that the user's version of the SDK does not have.</summary>
    public int ErrorsUnknownToSdk { get; set; }
}

/// <summary>
/// Looks for cases that take new ways: from every case that did, it changes one thing at a time (an answer, a failure, a part of the
/// input). First all given events and every failure of each of their calls, then onwards until nothing new comes or the budget ends.
/// </summary>
internal sealed class Explorer(DifferentialRunner runner, ServiceModels services, Samples samples, SampleShape? eventShape, VerificationOptions options)
{
    /// <summary>A handler that has to be stopped this often says nothing worth the time.</summary>
    private const int MaxStopped = 3;

    private readonly ExplorationResult _result = new();
    private readonly Frontier _frontier = new();
    private bool _isGiven = true;
    private int _fruitless;
    private readonly HashSet<string> _tried = new(StringComparer.Ordinal);
    private readonly HashSet<string> _signatures = new(StringComparer.Ordinal);
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public ExplorationResult Explore(IReadOnlyList<VerificationCase> cases)
    {
        var given = new List<CaseRun>();
        foreach (var start in cases)
        {
            if (Try(start) is { } run) given.Add(run);
            if (IsOver) return _result;
        }

        _isGiven = false;
        // Every error of every call of the given events: never cut off by the variations of others.
        foreach (var run in given)
        {
            _frontier.Vary(run);
            if (!Expand(Failures(run, allErrors: true))) return _result;
        }

        while (_frontier.Next() is var (next, change))
        {
            var changed = change switch
            {
                Change.Failure => Failures(next, allErrors: false),
                Change.Input => Inputs(next),
                _ => Answers(next),
            };
            if (!Expand(changed)) return _result;
        }

        return _result;
    }

    private bool IsOver => _result.Counterexample is not null || _result.BudgetEnded;

    /// <summary>Tries the cases; those that take a new way are gone on from. False when exploring is over.</summary>
    private bool Expand(IEnumerable<VerificationCase> cases)
    {
        foreach (var next in cases)
        {
            var isNew = Try(next, out var run);
            if (IsOver) return false;
            if (!isNew) continue;
            _frontier.Add(run!);
        }

        return true;
    }

    private CaseRun? Try(VerificationCase next)
    {
        Try(next, out var run);
        return run;
    }

    /// <summary>Runs a case once; true if it takes a way that no case took before.</summary>
    private bool Try(VerificationCase next, out CaseRun? run)
    {
        run = null;
        if (!_tried.Add(next.Identity)) return false;
        if (_result.Cases >= options.MaxRuns || (!_isGiven && _fruitless >= options.MaxFruitlessRuns) || _watch.Elapsed > options.TimeLimit)
        {
            _result.BudgetEnded = true;
            return false;
        }

        try
        {
            run = runner.Run(next);
        }
        catch (MissingSdkTypeException)
        {
            _result.ErrorsUnknownToSdk++;
            return false;
        }
        catch (HandlerCannotRunException error) when (!_isGiven)
        {
            _result.Stopped.Add($"{error.Message} (input {next.Input})");
            _result.BudgetEnded |= _result.Stopped.Count >= MaxStopped;
            return false;
        }

        _result.Cases++;
        _result.Edges.UnionWith(run.Machine.Edges);
        _result.States.UnionWith(run.Machine.States);
        if (run.Difference is not null)
        {
            if (run.Deviation is not { } deviation)
            {
                _result.Counterexample = run;
                return false;
            }

            Count(deviation);
        }
        else
        {
            // The questions pair with the handler's, though it is Step Functions that asks.
            if (run.Machine.Trace.Calls.Any(call => call.IsByStepFunctions)) Count(DeviationKind.JobIsWaitedFor);
            if (run.Handler.IsRespelled) Count(DeviationKind.JsonTextEscapes);
        }

        var isNew = _signatures.Add(run.Signature);
        _fruitless = isNew ? 0 : _fruitless + 1;
        if (run.IsUndecided) _result.Undecided++;
        if (run.IsOverQuota) _result.OverQuota++;
        if (isNew && run.Difference is null && !run.IsUndecided && !run.IsOverQuota) _result.Ways.Add(run);
        return isNew;
    }

    private void Count(DeviationKind applied)
    {
        if (options.Deviations.FirstOrDefault(deviation => deviation.Kind == applied) is { } known) Count(known);
    }

    private void Count(DeviationInForce deviation) => _result.Deviations[deviation] = _result.Deviations.GetValueOrDefault(deviation) + 1;

    private IEnumerable<VerificationCase> Failures(CaseRun run, bool allErrors)
    {
        // Calls before the last scripted one: their failures were tried without the later entries.
        var from = LastScripted(run) + 1;
        for (var i = from; i < run.Handler.Calls.Count; i++)
        {
            var call = run.Handler.Calls[i];
            if (call.Behaviour is not ServiceBehaviour.Responds) continue;
            foreach (var failure in allErrors ? services.Failures(call.Call) : services.Failures(call.Call).DistinctBy(Sort))
                yield return Scripted(run, call, failure, $"{call.Call.Operation} fails");
        }
    }

    private IEnumerable<VerificationCase> Answers(CaseRun run) =>
        from call in run.Handler.Calls
        from answer in services.Variations(call.Call, call.Behaviour)
        select Scripted(run, call, answer, $"{call.Call.Operation} answers differently");

    private IEnumerable<VerificationCase> Inputs(CaseRun run) =>
        samples.Variations(run.Case.Input, eventShape ?? new SampleShape.Any()).Select(input => run.Case with { Name = run.Case.Name + ", input varied", Input = input });

    private static VerificationCase Scripted(CaseRun run, TraceCall call, ServiceBehaviour behaviour, string what)
    {
        var next = run.Case.With(new ScriptEntry(call.Call.Operation, call.Call.Request, call.Occurrence, behaviour));
        return next with { Name = $"{run.Case.Name}, {what}" };
    }

    private static int LastScripted(CaseRun run)
    {
        var last = -1;
        for (var i = 0; i < run.Handler.Calls.Count; i++)
        {
            var call = run.Handler.Calls[i];
            if (run.Case.Script.Any(entry => entry.Operation == call.Call.Operation && entry.Occurrence == call.Occurrence && JsonData.DeepEquals(entry.Request, call.Call.Request))) last = i;
        }

        return last;
    }

    private static string Sort(ServiceBehaviour failure) => failure is ServiceBehaviour.Fails fails ? fails.Failure.ToString() : "function";
}
