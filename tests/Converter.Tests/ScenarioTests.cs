using System.Text;
using LambdaLift.Converter.Tests.Support;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.StatesLanguage.Validation;
using LambdaLift.Tests;

namespace LambdaLift.Converter.Tests;

/// <summary>
/// One folder per case under <c>tests/Scenarios</c>: the handler, and beside it what becomes of it. Set
/// <c>LAMBDALIFT_UPDATE_BASELINES=1</c> to write the baselines anew, and review the difference.
/// </summary>
[Collection("Scenarios")]
public class ScenarioTests
{
    private static readonly string Root = Path.Combine(TestPrograms.RepositoryRoot, "tests", "Scenarios");

    private static readonly string[] Baselines = ["diagnostics.txt", "ir.txt", "jsonata.asl.json", "jsonpath.asl.json", "residual.cs", "constructs.txt"];

    public static TheoryData<string> Cases => new(ScenarioFolder.Names(Root));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Converts(string scenario)
    {
        var folder = Path.Combine(Root, scenario);
        var jsonata = Convert(folder, new ConversionOptions { DumpAfter = "CopyPropagation" });
        var jsonPath = Convert(folder, new ConversionOptions { QueryLanguage = TargetLanguage.JsonPath });
        var actual = new Dictionary<string, string?>
        {
            ["diagnostics.txt"] = Diagnostics("jsonata", jsonata) + Diagnostics("jsonpath", jsonPath),
            ["ir.txt"] = jsonata.Dump,
            ["jsonata.asl.json"] = jsonata.Definition is null ? null : AslWriter.Write(jsonata.Definition) + "\n",
            ["jsonpath.asl.json"] = jsonPath.Definition is null ? null : AslWriter.Write(jsonPath.Definition) + "\n",
        };

        actual["residual.cs"] = string.Concat(jsonata.Residuals.Select(LambdaLift.Converter.Residual.ResidualSource.Write));
        foreach (var (file, text) in actual)
            Check(Path.Combine(folder, file), text);
        Assert.Equal(scenario.StartsWith("refused-", StringComparison.Ordinal), jsonata.IsRefused);
        Assert.All(new[] { jsonata, jsonPath }.Where(c => !c.IsRefused), c => Assert.Empty(AslValidator.Validate(AslWriter.Write(c.Definition!))));
    }

    [Fact]
    public void HasNoOrphans()
    {
        var known = Baselines.Concat(ScenarioFolder.TemplateNames).ToHashSet(StringComparer.Ordinal);
        var orphans = Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Where(f => !known.Contains(Path.GetFileName(f)) && Path.GetExtension(f) != ".cs");
        Assert.Empty(orphans);
        Assert.All(Cases, c => Assert.True(File.Exists(Path.Combine(Root, c.Data, "Handler.cs")), c.Data));
    }

    private static HandlerConversion Convert(string folder, ConversionOptions options) =>
        Assert.Single(WorkflowConverter.Convert(TestPrograms.Scenario(folder, options)).Handlers);

    private static string Diagnostics(string dialect, HandlerConversion conversion)
    {
        var text = new StringBuilder();
        foreach (var diagnostic in conversion.Diagnostics)
            text.Append(dialect).Append(": ").Append(diagnostic).Append('\n');
        return text.ToString();
    }

    private static void Check(string file, string? actual)
    {
        if (Environment.GetEnvironmentVariable("LAMBDALIFT_UPDATE_BASELINES") == "1")
        {
            if (string.IsNullOrEmpty(actual))
                File.Delete(file);
            else
                File.WriteAllText(file, actual);
            return;
        }

        var expected = File.Exists(file) ? File.ReadAllText(file) : "";
        Assert.Equal(expected, actual ?? "");
    }
}
