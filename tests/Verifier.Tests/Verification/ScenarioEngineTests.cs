using LambdaLift.Converter;
using LambdaLift.Tests.Engines;

namespace LambdaLift.Verifier.Tests.Verification;

/// <summary>
/// The state machines of the converter's scenarios do on engines that were written apart what they do here: so an error of our
/// interpreter cannot hide one of the converter. The cases are the executions that verifying the scenarios made.
/// </summary>
public sealed class ScenarioEngineTests(ITestOutputHelper output)
{
    // Orders of concurrent branches to try before a difference counts.
    private const int Orders = 60;

    /// <summary>Scenarios in which the engines are known to differ.</summary>
    private static readonly Dictionary<string, string> Apart = new(StringComparer.Ordinal)
    {
        ["json-unreadable-finally"] = "every engine has words of its own for text that is no JSON, which the execution ends with; one of them reports it as an error of JavaScript",
        ["text-hash"] = "Step Functions refuses to hash an empty text, the second engine does it",
    };

    [Fact]
    public Task The_second_engine_agrees() => Compare([TargetLanguage.Jsonata, TargetLanguage.JsonPath], SecondEngine.Run, KnownFaults.OfSecondEngine, machine => machine);

    [Fact]
    public Task AwsLocalStepFunctions_agrees_where_it_is_right() =>
        Compare([TargetLanguage.JsonPath], LocalStepFunctions.Run, KnownFaults.OfLocalStepFunctions,
            machine => KnownFaults.HasFalsyResult(machine) ? null : machine with { RetryIntervalsPass = false });

    private async Task Compare(
        TargetLanguage[] languages, Func<IReadOnlyCollection<EngineCase>, IReadOnlyList<EngineOutcome>> run,
        Func<EngineCase, EngineOutcome, EngineOutcome, string?> explain, Func<EngineCase, EngineCase?> adapt)
    {
        var machines = new List<EngineCase>();
        foreach (var (name, language) in Scenario.Converted().Where(scenario => languages.Contains(scenario.Language) && !Apart.ContainsKey(scenario.Name)))
        {
            var cases = (await Scenario.Verified(name, language)).Cases;
            Assert.True(cases.Count > 0, $"{name} ({language}) was not executed.");
            machines.AddRange(cases.Select(adapt).OfType<EngineCase>());
        }

        var comparison = EngineComparison.Of(machines, run, explain, Orders);
        output.WriteLine(comparison.Summary);
        Assert.True(comparison.Differences.Count == 0, $"{comparison.Differences.Count} of {machines.Count} differ:\n{string.Join('\n', comparison.Differences.Take(20))}");
        Assert.True(comparison.Equal > machines.Count / 2, comparison.Summary);
    }
}
