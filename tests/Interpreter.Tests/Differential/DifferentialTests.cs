using System.Globalization;
using System.Text;
using LambdaLift.Tests.Engines;
using Xunit;

namespace LambdaLift.Interpreter.Tests.Differential;

/// <summary>
/// Runs generated state machines here and on other engines. A bounded number by default; <c>LIFT_DIFFERENTIAL=10000</c> runs as many,
/// <c>LIFT_DIFFERENTIAL_SEED=n</c> starts with seed n. What is explained, docs/interpreter.md says.
/// </summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private const int DefaultCount = 400;
    private const int BatchSize = 1000;

    // Orders of concurrent branches to try before a difference counts.
    private const int Orders = 60;

    [Fact]
    public void AgreesWithTheSecondEngine() => Compare(MachineGenerator.Generate, SecondEngine.Run, SecondEngineLimits.Explain);

    [Fact]
    public void AgreesWithAwsLocalStepFunctionsWhereItIsRight() =>
        Compare(MachineGenerator.GeneratePlain, LocalStepFunctions.Run, LocalStepFunctionsFaults.Explain);

    private void Compare(
        Func<int, EngineCase> generate, Func<IReadOnlyCollection<EngineCase>, IReadOnlyList<EngineOutcome>> run, Func<EngineCase, EngineOutcome, EngineOutcome, string?> explain)
    {
        int count = Setting("LIFT_DIFFERENTIAL", DefaultCount), first = Setting("LIFT_DIFFERENTIAL_SEED", 1);
        output.WriteLine($"{count} state machines from seed {first}");
        var differences = new StringBuilder();
        var outcomes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var explained = new SortedDictionary<string, int>(StringComparer.Ordinal);
        int equal = 0, otherOrder = 0, differing = 0;
        for (int done = 0; done < count; done += BatchSize)
        {
            EngineCase[] machines = [.. Enumerable.Range(first + done, Math.Min(BatchSize, count - done)).Select(generate)];
            IReadOnlyList<EngineOutcome> answers = run(machines);
            for (int i = 0; i < machines.Length; i++)
            {
                Count(outcomes, answers[i].Succeeded ? "success" : "failure " + answers[i].Error);
                (string? difference, bool inOtherOrder) = InterpreterEngine.Compare(machines[i], answers[i], Orders);
                if (difference is null)
                {
                    equal++;
                    if (inOtherOrder) otherOrder++;
                }
                else if (explain(machines[i], InterpreterEngine.Run(machines[i]), answers[i]) is { } reason)
                {
                    Count(explained, reason);
                }
                else if (++differing <= 20)
                {
                    differences.AppendLine(CultureInfo.InvariantCulture, $"{machines[i].Name}: {difference}");
                }
            }
        }

        output.WriteLine($"{equal} equal, {otherOrder} of them in another order of concurrent branches");
        foreach ((string reason, int times) in explained) output.WriteLine($"  {times,6} explained: {reason}");
        foreach ((string outcome, int times) in outcomes) output.WriteLine($"  {times,6} {outcome}");
        Assert.True(differing == 0, $"{differing} of {count} differ:\n{differences}");
        // A comparison that explains everything away compares nothing.
        Assert.True(equal > count / 2, $"Only {equal} of {count} are equal.");
    }

    private static void Count(SortedDictionary<string, int> counts, string what) => counts[what] = counts.GetValueOrDefault(what) + 1;

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
