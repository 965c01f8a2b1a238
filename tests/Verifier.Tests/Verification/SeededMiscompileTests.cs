using System.Text.Json.Nodes;
using LambdaLift.Converter;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.Verifier.Conversion;
using LambdaLift.Verifier.Tests.Support;

namespace LambdaLift.Verifier.Tests.Verification;

/// <summary>Errors that a compiler might have, put into the converted scenarios one at a time: the verifier finds every one.</summary>
public sealed class SeededMiscompileTests
{
    /// <summary>Scenarios in which a fault of each sort shows; at most this many of each sort are run.</summary>
    private const int PerMiscompile = 4;

    /// <summary>Faults that exploring does not come to yet, each with what it would have to find.</summary>
    private static readonly Dictionary<(string Miscompile, string Scenario), string> NotReached = new()
    {
        [("a branch that is never taken", "linq-dictionary")] = "two entries of a list with equal keys",
        [("a wrong error name", "numbers-many-operators")] = "a zero in the middle of a long computation",
        [("and instead of or", "list-positions")] = "positions at both ends of a list of a certain length",
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var miscompile in Miscompile.All)
            {
                var applicable = ScenarioFolders.All.Where(scenario => ScenarioFolders.Definition(scenario) is { } machine
                    && !NotReached.ContainsKey((miscompile.Name, scenario))
                    // Failures of generated functions are rarely explored: their faults are not what this test is about.
                    && !scenario.StartsWith("residual-", StringComparison.Ordinal) && miscompile.Apply(machine) is not null);
                // Spread over all scenarios, not the first ones of the alphabet.
                foreach (var scenario in applicable.OrderBy(scenario => StableOrder(miscompile.Name + scenario)).Take(PerMiscompile)) cases.Add(miscompile.Name, scenario);
            }

            return cases;
        }
    }

    [Fact]
    public void There_are_at_least_fifty_and_each_sort_has_a_place()
    {
        var cases = Cases.Select(row => row.Data).ToList();

        Assert.True(cases.Count >= 50, $"{cases.Count} seeded miscompiles");
        Assert.Empty(Miscompile.All.Select(miscompile => miscompile.Name).Except(cases.Select(data => data.Item1)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task It_is_found(string miscompile, string scenario)
    {
        var input = ScenarioFolders.Input(scenario);
        var conversion = Assert.Single(WorkflowConverter.Convert(input, TestContext.Current.CancellationToken).Handlers);
        Assert.NotNull(conversion.Definition);
        var machine = (JsonObject)JsonNode.Parse(AslWriter.Write(conversion.Definition))!;
        var spoiled = Miscompile.All.Single(candidate => candidate.Name == miscompile).Apply(machine);
        Assert.NotNull(spoiled);
        var request = ConversionVerification.Request(input, conversion, [], AslReader.Read(spoiled.ToJsonString()).GetMachine());

        VerificationReport report;
        try
        {
            report = await new WorkflowVerifier().VerifyAsync(request, TestContext.Current.CancellationToken);
        }
        catch (Interpreter.InvalidDefinitionException)
        {
            // Refused before it runs: found as well.
            return;
        }

        Assert.True(report.Status == VerificationStatus.Different, $"{report.Describe()}\n{spoiled}");
        Assert.True(report.Counterexample!.Case.Input.ToString().Length < 400 && report.Counterexample.Case.Script.Count <= 2, report.Describe());
    }

    private static uint StableOrder(string text) => text.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619u));
}
