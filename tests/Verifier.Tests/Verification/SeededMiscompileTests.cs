using System.Text.Json.Nodes;
using LambdaLift.Converter;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.Verifier.Conversion;
using LambdaLift.Verifier.Tests.Support;

namespace LambdaLift.Verifier.Tests.Verification;

/// <summary>Errors that a compiler might have, put into the converted scenarios one at a time: the verifier finds every one.</summary>
public sealed class SeededMiscompileTests
{
    /// <summary>
    /// The sorts of fault and the scenarios that they are put into, listed so that a new scenario does not change what is tested. Left out are places where a fault changes
    /// nothing that can happen (a second look at a position that the first has checked) and failures of generated functions.
    /// </summary>
    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "seeded-miscompiles.txt")).Where(line => !line.StartsWith('#')))
            {
                var separator = line.IndexOf(": ", StringComparison.Ordinal);
                cases.Add(line[..separator], line[(separator + 2)..]);
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
}
