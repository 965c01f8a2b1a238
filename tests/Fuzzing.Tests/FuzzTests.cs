using System.Globalization;
using System.Text;
using LambdaLift.Converter;
using LambdaLift.Fuzzing.Tests.Programs;
using LambdaLift.Fuzzing.Tests.Running;
using LambdaLift.Fuzzing.Tests.Shrinking;
using LambdaLift.Tests.Engines;

namespace LambdaLift.Fuzzing.Tests;

/// <summary>
/// Random handlers against their state machines, in both dialects. Runs when one of its settings is there, for about half a minute in each
/// dialect and on a fresh seed, which is printed; <c>LAMBDALIFT_FUZZ_SEED</c> makes a run again, <c>LAMBDALIFT_FUZZ_PROGRAMS</c> asks for a long run of so many programs in each dialect, and
/// <c>LAMBDALIFT_FUZZ_ENGINES=1</c> runs what was executed on the second engine as well.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    /// <summary>Programs that are compiled and hosted together.</summary>
    private const int BatchSize = 40;

    /// <summary>The bounded run takes smaller ones: it ends after the batch in which its time is over.</summary>
    private const int SmallBatchSize = 10;

    /// <summary>Differences that are made smaller and shown; the first ones tell enough.</summary>
    private const int MostShown = 8;

    /// <summary>Orders of concurrent branches to try before a difference of engines counts.</summary>
    private const int Orders = 60;

    private static readonly TimeSpan BoundedTime = TimeSpan.FromSeconds(30);

    /// <summary>Nothing in a batch can take as long as this; a converter that does not end would.</summary>
    private static readonly TimeSpan HardLimit = TimeSpan.FromMinutes(5);

    private readonly CancellationToken _token = TestContext.Current.CancellationToken;
    private readonly bool _isOnOtherEngines = Environment.GetEnvironmentVariable("LAMBDALIFT_FUZZ_ENGINES") == "1";

    [Theory]
    [InlineData(TargetLanguage.Jsonata)]
    [InlineData(TargetLanguage.JsonPath)]
    public async Task Random_handlers_and_their_state_machines_agree(TargetLanguage language)
    {
        Assert.SkipUnless(IsAskedFor, "No LAMBDALIFT_FUZZ_ setting asks for a run; runs still find differences that are not mended.");
        var seed = Setting("LAMBDALIFT_FUZZ_SEED") ?? RandomSeed();
        output.WriteLine($"LAMBDALIFT_FUZZ_SEED={seed} makes this run again.");
        var programs = Setting("LAMBDALIFT_FUZZ_PROGRAMS");
        var batchSize = programs is null ? SmallBatchSize : BatchSize;
        var runner = new FuzzRunner(maxRuns: Setting("LAMBDALIFT_FUZZ_RUNS") ?? 40, _isOnOtherEngines);
        var summary = new FuzzSummary(language, seed);
        for (var first = 0; programs is { } count ? first < count : summary.Elapsed < BoundedTime; first += batchSize)
        {
            var batch = Enumerable.Range(first, Math.Min(batchSize, (programs ?? int.MaxValue) - first)).Select(i => ProgramGenerator.Generate($"P{i}", unchecked(seed + i), isPlain: language == TargetLanguage.JsonPath)).ToList();
            // Half of the batches keep Task.WhenAll's behaviour exactly, the others report the deviation.
            var exact = first / batchSize % 2 == 0;
            var results = await Bounded(runner, batch, language, exact);
            foreach (var result in results)
            {
                summary.Add(result);
                if (result.Outcome == FuzzOutcome.Differs && summary.Differences.Count < MostShown)
                    summary.Found(await Smallest(runner, result, exact));
            }

            if (_isOnOtherEngines) summary.Compare([.. results.SelectMany(result => result.Executed)], Orders);
            summary.Report(first + batch.Count);
            if (programs is null && summary.Differences.Count > 0) break;
        }

        output.WriteLine(summary.ToString());
        Assert.True(summary.Differences.Count == 0 && summary.EngineDifferences.Count == 0, summary.ToString());
        Assert.True(summary[FuzzOutcome.DoesNotCompile] * 20 <= summary.Total, summary.ToString());
        Assert.True(summary[FuzzOutcome.Agrees] > 0, summary.ToString());
    }

    private async Task<IReadOnlyList<FuzzResult>> Bounded(FuzzRunner runner, List<CodeProgram> batch, TargetLanguage language, bool exactFanOut)
    {
        try
        {
            // On a thread of its own: what does not end is left behind, and the test fails.
            return await Task.Run(() => runner.RunAsync(batch, language, exactFanOut, _token), _token).WaitAsync(HardLimit, _token);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"One of these programs does not end in {language}:\n{string.Join('\n', batch.Select(program => program.Source()))}");
        }
    }

    private async Task<FuzzResult> Smallest(FuzzRunner runner, FuzzResult found, bool exactFanOut)
    {
        var smallest = found;
        await ProgramShrinker.ShrinkAsync(found.Program, async candidate =>
        {
            var result = (await Bounded(runner, [candidate], found.Language, exactFanOut))[0];
            if (result.Outcome != FuzzOutcome.Differs || result.Signature != found.Signature) return false;
            smallest = result;
            return true;
        }, TimeSpan.FromSeconds(Setting("LAMBDALIFT_FUZZ_SHRINK_SECONDS") ?? 60));
        return smallest;
    }

    private static bool IsAskedFor => Environment.GetEnvironmentVariables().Keys.Cast<string>().Any(name => name.StartsWith("LAMBDALIFT_FUZZ_", StringComparison.Ordinal));

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : null;

    // Fresh at every run; printed, so that the run can be made again.
    private static int RandomSeed() => System.Security.Cryptography.RandomNumberGenerator.GetInt32(1, int.MaxValue / 2);
}

/// <summary>Counts of a fuzz run, the reasons of refusals, and the differences found.</summary>
internal sealed class FuzzSummary(TargetLanguage language, int seed)
{
    private readonly Dictionary<FuzzOutcome, int> _counts = [];
    private readonly Dictionary<string, int> _reasons = new(StringComparer.Ordinal);
    private readonly System.Diagnostics.Stopwatch _watch = System.Diagnostics.Stopwatch.StartNew();
    private long _runs;
    private int _equal;

    public List<FuzzResult> Differences { get; } = [];

    /// <summary>Differences between the interpreter and the second engine that nothing known explains.</summary>
    public List<string> EngineDifferences { get; } = [];

    public TimeSpan Elapsed => _watch.Elapsed;

    public int Total => _counts.Values.Sum();

    public int this[FuzzOutcome outcome] => _counts.GetValueOrDefault(outcome);

    /// <summary>Runs executions on the second engine.</summary>
    public void Compare(IReadOnlyList<EngineCase> executions, int orders)
    {
        var comparison = EngineComparison.Of(executions, SecondEngine.Run, KnownFaults.OfSecondEngine, orders);
        _equal += comparison.Equal;
        EngineDifferences.AddRange(comparison.Differences);
        foreach (var difference in comparison.Differences) Log(difference + "\n");
    }

    public void Add(FuzzResult result)
    {
        _counts[result.Outcome] = this[result.Outcome] + 1;
        _runs += result.Runs;
        if (result.Outcome is not (FuzzOutcome.Refused or FuzzOutcome.DoesNotCompile or FuzzOutcome.NotRun)) return;
        foreach (var reason in result.Detail.Split('\n')) _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
    }

    /// <summary>Keeps a difference, made small.</summary>
    public void Found(FuzzResult difference)
    {
        Differences.Add(difference);
        Log(Shown(difference));
    }

    /// <summary>A line of progress for long runs.</summary>
    public void Report(int done) => Log($"{language} {done}: {Counts()}, {_runs} runs in {_watch.Elapsed.TotalSeconds:0} s\n");

    private static void Log(string text)
    {
        if (Environment.GetEnvironmentVariable("LAMBDALIFT_FUZZ_LOG") is { Length: > 0 } log) File.AppendAllText(log, text);
    }

    private static string Shown(FuzzResult difference) => $"\n==== {difference.Program.Name} ({difference.Signature})\n{difference.Program.Source()}\n{difference.Detail}\n";

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{language}, seed {seed}: {Counts()}; {_runs} runs of both sides in {_watch.Elapsed.TotalSeconds:0} s{(_equal > 0 ? $"; {_equal} executions equal on the second engine" : "")}\n");
        foreach (var (reason, count) in _reasons.OrderByDescending(pair => pair.Value).Take(25)) text.Append(CultureInfo.InvariantCulture, $"  {count} × {reason}\n");
        foreach (var difference in Differences) text.Append(Shown(difference));
        foreach (var difference in EngineDifferences.Take(20)) text.Append(difference).Append('\n');
        return text.ToString();
    }

    private string Counts() => string.Join(", ", Enum.GetValues<FuzzOutcome>().Where(outcome => this[outcome] > 0).Select(outcome => $"{this[outcome]} {outcome}"));
}
