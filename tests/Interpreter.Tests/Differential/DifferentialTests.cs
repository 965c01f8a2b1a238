using System.Globalization;
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

    // Orders of concurrent branches to try before a difference counts.
    private const int Orders = 60;

    [Fact]
    public void AgreesWithTheSecondEngine() => Compare(MachineGenerator.Generate, SecondEngine.Run, KnownFaults.OfSecondEngine);

    [Fact]
    public void AgreesWithAwsLocalStepFunctionsWhereItIsRight() => Compare(MachineGenerator.GeneratePlain, LocalStepFunctions.Run, KnownFaults.OfLocalStepFunctions);

    private void Compare(
        Func<int, EngineCase> generate, Func<IReadOnlyCollection<EngineCase>, IReadOnlyList<EngineOutcome>> run, Func<EngineCase, EngineOutcome, EngineOutcome, string?> explain)
    {
        int count = Setting("LIFT_DIFFERENTIAL", DefaultCount), first = Setting("LIFT_DIFFERENTIAL_SEED", 1);
        var comparison = EngineComparison.Of([.. Enumerable.Range(first, count).Select(generate)], run, explain, Orders);
        output.WriteLine($"{count} state machines from seed {first}: {comparison.Summary}");
        Assert.True(comparison.Differences.Count == 0, $"{comparison.Differences.Count} of {count} differ:\n{string.Join('\n', comparison.Differences.Take(20))}");
        // A comparison that explains everything away compares nothing.
        Assert.True(comparison.Equal > count / 2, comparison.Summary);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
