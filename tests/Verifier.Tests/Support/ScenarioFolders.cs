using System.Text.Json.Nodes;
using LambdaLift.Converter;
using LambdaLift.Converter.Infrastructure;
using LambdaLift.Tests;

namespace LambdaLift.Verifier.Tests.Support;

/// <summary>The converter's scenarios.</summary>
internal static class ScenarioFolders
{
    private static readonly string Root = Find();

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Directory.EnumerateDirectories(Root).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    /// <summary>What is converted: the projects and templates of the scenario.</summary>
    public static ConversionInput Input(string scenario, ConversionOptions? options = null)
    {
        var folder = new ScenarioFolder(Path.Combine(Root, scenario));
        return new ConversionInput
        {
            Compilations = UserProject.Compile(folder),
            Templates = [.. folder.Templates.Select(template => DeploymentTemplate.Read(template.File, template.Text))],
            Options = ScenarioOptions.Of(folder, options ?? new ConversionOptions()),
        };
    }

    /// <summary>Whether a file belongs to the scenario.</summary>
    public static bool Has(string scenario, string file) => File.Exists(Path.Combine(Root, scenario, file));

    /// <summary>The JSONata baseline; null if the scenario is refused.</summary>
    public static JsonObject? Definition(string scenario) =>
        Has(scenario, "jsonata.asl.json") ? (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(Root, scenario, "jsonata.asl.json")))! : null;

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var scenarios = Path.Combine(folder.FullName, "tests", "Scenarios");
            if (Directory.Exists(scenarios)) return scenarios;
        }

        throw new DirectoryNotFoundException("tests/Scenarios is not above the tests' folder.");
    }
}
