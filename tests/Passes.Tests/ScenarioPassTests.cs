using System.Collections.Concurrent;
using LambdaLift.Converter.Tests.Support;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.Tests;

namespace LambdaLift.Converter.Tests.Passes;

/// <summary>
/// What the passes make of the scenarios, whose baselines are those of <c>ScenarioTests</c>. In groups, each of which ends at its first difference: that
/// is all that a run with a mutated pass needs to tell, and only the groups that reach the mutant need to run.
/// </summary>
public class ScenarioPassTests
{
    private const int GroupCount = 24;

    private static readonly string Root = Path.Combine(TestPrograms.RepositoryRoot, "tests", "Scenarios");

    private static readonly ConcurrentDictionary<(int Group, TargetLanguage Language), IReadOnlyList<Lowered>> Scenarios = new();

    public static TheoryData<int> Groups => [.. Enumerable.Range(0, GroupCount)];

    [Theory]
    [MemberData(nameof(Groups))]
    public void Scenarios_become_their_baselines(int group)
    {
        foreach (var (folder, compilation) in Lower(group, TargetLanguage.Jsonata))
        {
            var conversion = compilation.Finish();
            Assert.Equal(Read(folder, "ir.txt"), conversion.Dump ?? "");
            Assert.Equal(Read(folder, "jsonata.asl.json"), Written(conversion));
            Assert.Equal(Diagnostics(folder, "jsonata: "), string.Concat(conversion.Diagnostics.Select(diagnostic => $"jsonata: {diagnostic}\n")));
        }
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Scenarios_become_their_baselines_in_JSONPath(int group)
    {
        foreach (var (folder, compilation) in Lower(group, TargetLanguage.JsonPath))
        {
            var conversion = compilation.Finish();
            Assert.Equal(Read(folder, "jsonpath.asl.json"), Written(conversion));
            Assert.Equal(Diagnostics(folder, "jsonpath: "), string.Concat(conversion.Diagnostics.Select(diagnostic => $"jsonpath: {diagnostic}\n")));
        }
    }

    /// <summary>The machines that the passes made a second time are those of the first: nothing of a run stays in what was lowered.</summary>
    [Fact]
    public void A_lowered_handler_can_be_finished_again()
    {
        foreach (var (folder, compilation) in Lower(0, TargetLanguage.Jsonata))
            Assert.Equal(compilation.Finish().Dump, compilation.Finish().Dump);
    }

    private static string Written(HandlerConversion conversion) => conversion.Definition is { } definition ? AslWriter.Write(definition) + "\n" : "";

    private static string Read(string folder, string file) => File.Exists(Path.Combine(folder, file)) ? File.ReadAllText(Path.Combine(folder, file)) : "";

    private static string Diagnostics(string folder, string dialect) =>
        string.Concat(Read(folder, "diagnostics.txt").Split('\n').SkipWhile(line => !line.StartsWith(dialect, StringComparison.Ordinal)).TakeWhile(line => line.Length > 0 && (line.StartsWith(dialect, StringComparison.Ordinal) || !line.StartsWith("json", StringComparison.Ordinal))).Select(line => line + "\n"));

    private static IReadOnlyList<Lowered> Lower(int group, TargetLanguage language) => Scenarios.GetOrAdd((group, language), _ =>
        [.. ScenarioFolder.Names(Root).Where((_, i) => i % GroupCount == group).Select(name => Path.Combine(Root, name)).Select(folder =>
            new Lowered(folder, Assert.Single(WorkflowConverter.Lower(TestPrograms.Scenario(folder, new ConversionOptions { DumpAfter = "CopyPropagation", QueryLanguage = language })))))]);

    private sealed record Lowered(string Folder, HandlerCompilation Compilation);
}
