using System.Diagnostics;
using System.Globalization;
using System.Text;
using LambdaLift.Converter;
using LambdaLift.Tests.Engines;

namespace LambdaLift.Fuzzing.Tests.Running;

/// <summary>Counts of a fuzz run, the reasons of refusals, and the differences found. Batches tell it side by side.</summary>
internal sealed class FuzzSummary(int seed)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<(TargetLanguage Language, FuzzOutcome Outcome), int> _counts = [];
    private readonly Dictionary<string, int> _reasons = new(StringComparer.Ordinal);
    private readonly List<FuzzResult> _differences = [];
    private readonly List<string> _engineDifferences = [];
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private int _shown;
    private int _done;
    private long _runs;
    private int _equal;

    public TimeSpan Elapsed => _watch.Elapsed;

    public int Total => _counts.Values.Sum();

    public int DoNotCompile => Count(FuzzOutcome.DoesNotCompile);

    public int Agree => Count(FuzzOutcome.Agrees);

    /// <summary>Whether handlers and state machines differ, or the interpreter and the second engine in what nothing known explains.</summary>
    public bool HasDifferences
    {
        get
        {
            lock (_gate) return Count(FuzzOutcome.Differs) > 0 || _engineDifferences.Count > 0;
        }
    }

    /// <summary>Runs executions on the second engine.</summary>
    public void Compare(IReadOnlyList<EngineCase> executions, int orders)
    {
        var comparison = EngineComparison.Of(executions, SecondEngine.Run, KnownFaults.OfSecondEngine, orders);
        lock (_gate)
        {
            _equal += comparison.Equal;
            _engineDifferences.AddRange(comparison.Differences);
            foreach (var difference in comparison.Differences) Log(difference + "\n");
        }
    }

    /// <summary>Counts results.</summary>
    /// <returns>The differences that are to be made small and shown.</returns>
    public IReadOnlyList<FuzzResult> Add(IReadOnlyList<FuzzResult> results, int mostShown)
    {
        lock (_gate)
        {
            foreach (var result in results)
            {
                _counts[(result.Language, result.Outcome)] = _counts.GetValueOrDefault((result.Language, result.Outcome)) + 1;
                _runs += result.Runs;
                if (result.Outcome is not (FuzzOutcome.Refused or FuzzOutcome.DoesNotCompile or FuzzOutcome.NotRun)) continue;
                foreach (var reason in result.Detail.Split('\n')) _reasons[$"{result.Language} {reason}"] = _reasons.GetValueOrDefault($"{result.Language} {reason}") + 1;
            }

            var shown = results.Where(result => result.Outcome == FuzzOutcome.Differs).Take(Math.Max(0, mostShown - _shown)).ToList();
            _shown += shown.Count;
            return shown;
        }
    }

    /// <summary>Keeps a difference, made small.</summary>
    public void Found(FuzzResult difference)
    {
        lock (_gate)
        {
            _differences.Add(difference);
            Log(Shown(difference));
        }
    }

    /// <summary>A line of progress for long runs.</summary>
    public void Report(int programs)
    {
        lock (_gate)
        {
            _done += programs;
            Log($"{_done} programs: {Counts()}\n");
        }
    }

    private static void Log(string text)
    {
        if (Environment.GetEnvironmentVariable("LAMBDALIFT_FUZZ_LOG") is { Length: > 0 } log) File.AppendAllText(log, text);
    }

    private static string Shown(FuzzResult difference) => $"\n==== {difference.Program.Name} in {difference.Language} ({difference.Signature})\n{difference.Program.Source()}\n{difference.Detail}\n";

    public override string ToString()
    {
        lock (_gate)
        {
            var text = new StringBuilder();
            text.Append(CultureInfo.InvariantCulture, $"Seeds {seed} to {seed + _done - 1}: {Counts()}\n");
            foreach (var (reason, count) in _reasons.OrderByDescending(pair => pair.Value).Take(25)) text.Append(CultureInfo.InvariantCulture, $"  {count} × {reason}\n");
            foreach (var difference in _differences) text.Append(Shown(difference));
            foreach (var difference in _engineDifferences.Take(20)) text.Append(difference).Append('\n');
            return text.ToString();
        }
    }

    private int Count(FuzzOutcome outcome) => _counts.Where(pair => pair.Key.Outcome == outcome).Sum(pair => pair.Value);

    private string Counts()
    {
        var languages = _counts.GroupBy(pair => pair.Key.Language).Select(group => $"{group.Key} {string.Join(", ", group.Select(pair => $"{pair.Value} {pair.Key.Outcome}"))}");
        var rate = _done / _watch.Elapsed.TotalSeconds;
        var process = $"{Environment.CpuUsage.TotalTime.TotalSeconds:0} s of processor time, {GC.GetTotalPauseDuration().TotalSeconds:0} s in {GC.CollectionCount(0)}/{GC.CollectionCount(1)}/{GC.CollectionCount(2)} collections, {Environment.WorkingSet >> 20} MiB";
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join("; ", languages)}; {_runs} runs of both sides in {_watch.Elapsed.TotalSeconds:0} s, {rate:0.0} programs a second; {process}{(_equal > 0 ? $"; {_equal} executions equal on the second engine" : "")}");
    }
}
