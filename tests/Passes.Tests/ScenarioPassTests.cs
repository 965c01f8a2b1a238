using LambdaLift.Converter.Tests.Support;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.Tests;

namespace LambdaLift.Converter.Tests.Passes;

/// <summary>
/// What the passes make of the scenarios, whose baselines are those of <c>ScenarioTests</c>. One test, which ends at the first difference: that is all
/// that a run with a mutated pass needs to tell.
/// </summary>
public class ScenarioPassTests
{
    /// <summary>What is told of the other dialect comes behind.</summary>
    private const string JsonPath = "jsonpath: ";

    private static readonly Lazy<IReadOnlyList<Lowered>> Scenarios = new(Lower);

    [Fact]
    public void Scenarios_become_their_baselines()
    {
        foreach (var (folder, compilation) in Scenarios.Value)
        {
            var conversion = compilation.Finish();
            Assert.Equal(Read(folder, "ir.txt"), conversion.Dump ?? "");
            Assert.Equal(Read(folder, "jsonata.asl.json"), conversion.Definition is { } definition ? AslWriter.Write(definition) + "\n" : "");
            var diagnostics = string.Concat(conversion.Diagnostics.Select(diagnostic => $"jsonata: {diagnostic}\n"));
            Assert.Equal(("\n" + Read(folder, "diagnostics.txt")).Split("\n" + JsonPath)[0].Trim('\n'), diagnostics.Trim('\n'));
        }
    }

    /// <summary>The machines that the passes made a second time are those of the first: nothing of a run stays in what was lowered.</summary>
    [Fact]
    public void A_lowered_handler_can_be_finished_again()
    {
        foreach (var (folder, compilation) in Scenarios.Value)
            Assert.Equal(compilation.Finish().Dump, compilation.Finish().Dump);
    }

    private static string Read(string folder, string file) => File.Exists(Path.Combine(folder, file)) ? File.ReadAllText(Path.Combine(folder, file)) : "";

    private static List<Lowered> Lower()
    {
        var root = Path.Combine(TestPrograms.RepositoryRoot, "tests", "Scenarios");
        return [.. ScenarioFolder.Names(root).Select(name => Path.Combine(root, name)).Select(folder =>
            new Lowered(folder, Assert.Single(WorkflowConverter.Lower(TestPrograms.Scenario(folder, new ConversionOptions { DumpAfter = "CopyPropagation" })))))];
    }

    private sealed record Lowered(string Folder, HandlerCompilation Compilation);
}
