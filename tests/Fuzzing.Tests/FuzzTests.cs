using System.Globalization;
using System.Text;
using LambdaLift.Converter;
using LambdaLift.Fuzzing.Tests.Programs;
using LambdaLift.Fuzzing.Tests.Running;
using LambdaLift.Fuzzing.Tests.Shrinking;

namespace LambdaLift.Fuzzing.Tests;

/// <summary>
/// Random handlers against their state machines, in both dialects, on a fresh seed, which is printed. <c>LAMBDALIFT_FUZZ_PROGRAMS</c> asks for a
/// run and says how long it is; <c>LAMBDALIFT_FUZZ_SEED</c> makes a run again.
/// </summary>
public sealed class FuzzTests
{
    private const int BatchSize = 40;

    /// <summary>Differences that are made smaller and shown; the first ones tell enough.</summary>
    private const int MostShown = 8;

    [Theory]
    [InlineData(TargetLanguage.Jsonata)]
    [InlineData(TargetLanguage.JsonPath)]
    public async Task Random_handlers_and_their_state_machines_agree(TargetLanguage language)
    {
        var seed = Setting("LAMBDALIFT_FUZZ_SEED") ?? RandomSeed();
        Assert.SkipUnless(Setting("LAMBDALIFT_FUZZ_PROGRAMS") is not null, "LAMBDALIFT_FUZZ_PROGRAMS does not say how many programs to try; runs still find differences that are known and not mended.");
        var programs = Setting("LAMBDALIFT_FUZZ_PROGRAMS") ?? 0;
        var token = TestContext.Current.CancellationToken;
        var runner = new FuzzRunner(maxRuns: Setting("LAMBDALIFT_FUZZ_RUNS") ?? 40);
        var summary = new FuzzSummary(language, seed);
        for (var first = 0; first < programs; first += BatchSize)
        {
            var batch = Enumerable.Range(first, Math.Min(BatchSize, programs - first)).Select(i => ProgramGenerator.Generate($"P{i}", unchecked(seed + i))).ToList();
            // Half of the batches keep Task.WhenAll's behaviour exactly, the others report the deviation.
            var exact = first / BatchSize % 2 == 0;
            foreach (var result in await runner.RunAsync(batch, language, exact, token))
            {
                summary.Add(result);
                if (result.Outcome == FuzzOutcome.Differs && summary.Differences.Count < MostShown)
                    summary.Differences.Add(await Smallest(runner, result, exact, token));
            }

            summary.Report(first + batch.Count);
        }

        TestContext.Current.SendDiagnosticMessage(summary.ToString());
        Assert.True(summary.Differences.Count == 0, summary.ToString());
        Assert.True(summary[FuzzOutcome.DoesNotCompile] * 20 <= programs, summary.ToString());
        Assert.True(summary[FuzzOutcome.Agrees] > 0, summary.ToString());
    }

    private static async Task<FuzzResult> Smallest(FuzzRunner runner, FuzzResult found, bool exactFanOut, CancellationToken cancellationToken)
    {
        var smallest = found;
        await ProgramShrinker.ShrinkAsync(found.Program, async candidate =>
        {
            var result = (await runner.RunAsync([candidate], found.Language, exactFanOut, cancellationToken))[0];
            if (result.Outcome != FuzzOutcome.Differs || result.Signature != found.Signature) return false;
            smallest = result;
            return true;
        });
        return smallest;
    }

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

    public List<FuzzResult> Differences { get; } = [];

    public int this[FuzzOutcome outcome] => _counts.GetValueOrDefault(outcome);

    public void Add(FuzzResult result)
    {
        _counts[result.Outcome] = this[result.Outcome] + 1;
        _runs += result.Runs;
        if (result.Outcome is not (FuzzOutcome.Refused or FuzzOutcome.DoesNotCompile or FuzzOutcome.NotRun)) return;
        foreach (var reason in result.Detail.Split('\n')) _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
    }

    /// <summary>A line of progress for long runs.</summary>
    public void Report(int done)
    {
        if (Environment.GetEnvironmentVariable("LAMBDALIFT_FUZZ_LOG") is { Length: > 0 } log)
            File.AppendAllText(log, $"{language} {done}: {Counts()}\n");
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{language}, seed {seed}: {Counts()}; {_runs} runs of both sides in {_watch.Elapsed.TotalSeconds:0} s\n");
        foreach (var (reason, count) in _reasons.OrderByDescending(pair => pair.Value).Take(25)) text.Append(CultureInfo.InvariantCulture, $"  {count} × {reason}\n");
        foreach (var difference in Differences) text.Append(CultureInfo.InvariantCulture, $"\n==== {difference.Program.Name} ({difference.Signature})\n{difference.Program.Source()}\n{difference.Detail}\n");
        return text.ToString();
    }

    private string Counts() => string.Join(", ", Enum.GetValues<FuzzOutcome>().Where(outcome => this[outcome] > 0).Select(outcome => $"{this[outcome]} {outcome}"));
}
