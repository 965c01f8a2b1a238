using System.Text;
using LambdaLift.Analyzer.Options;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Analyzer.Tests;

/// <summary>
/// Documentation, release notes, presets and tests keep up with the rules. Generated parts are rewritten by running these tests with
/// <c>LAMBDALIFT_UPDATE_DOCS=1</c>.
/// </summary>
public class DocumentationTests
{
    private const string Begin = "<!-- begin LIFT1xxx: generated from Descriptors by DocumentationTests -->";
    private const string End = "<!-- end LIFT1xxx -->";

    public static TheoryData<string> Ids => [.. Descriptors.All.Select(d => d.Id)];

    private static bool Update => Environment.GetEnvironmentVariable("LAMBDALIFT_UPDATE_DOCS") == "1";

    private static string Root => Repository.Root;

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_rule_has_a_page_with_all_sections(string id)
    {
        var descriptor = Descriptors.All.Single(d => d.Id == id);
        var page = File.ReadAllText(Path.Combine(Root, "docs", "rules", $"{id}.md"));
        Assert.StartsWith($"# {id}: {descriptor.Title}\n", page, StringComparison.Ordinal);
        foreach (var section in new[] { "Why", "Code that it reports", "What to do instead", "What it leaves alone", "Configuration", "When to suppress" })
        {
            Assert.Contains($"\n## {section}\n", page, StringComparison.Ordinal);
        }

        // Bad code, and what good code looks like: C#, or the state that takes its place.
        var sections = page.Split("\n## ").ToDictionary(s => s.Split('\n')[0]);
        Assert.Contains("\n```csharp\n", sections["Code that it reports"], StringComparison.Ordinal);
        Assert.Matches("\n```(csharp|json)\n", sections["What to do instead"]);
        Assert.Contains($"dotnet_diagnostic.{id}.severity", sections["Configuration"], StringComparison.Ordinal);
        Assert.Contains($"{descriptor.Category} · {Severity(descriptor)} ", page, StringComparison.Ordinal);
        Assert.EndsWith($"/docs/rules/{id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_rule_has_a_release_note(string id)
    {
        var descriptor = Descriptors.All.Single(d => d.Id == id);
        var notes = string.Concat(new[] { "Shipped", "Unshipped" }.Select(n => File.ReadAllText(Path.Combine(Root, "src", "Analyzer", $"AnalyzerReleases.{n}.md"))));
        Assert.Contains($"\n{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | ", notes, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_rule_has_positive_and_negative_tests(string id)
    {
        var rule = AllRules.Instances.Single(r => r.SupportedDiagnostics[0].Id == id).GetType().Name;
        var name = rule[..^"Analyzer".Length] + "Tests";
        var tests = typeof(DocumentationTests).Assembly.GetTypes().SingleOrDefault(t => t.Name == name);
        Assert.True(tests is not null, $"{rule} has no class {name}.");
        var facts = tests.GetMethods().Where(m => Attribute.IsDefined(m, typeof(FactAttribute))).Select(m => m.Name).ToList();
        Assert.True(facts.Count >= 4, $"{name} has {facts.Count} tests.");
        Assert.Contains(facts, f => f.Contains("quiet", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("Incomplete_code_does_not_break_it", facts);
        Assert.Contains("Without_AWS_packages_nothing_runs", facts);
    }

    [Fact]
    public void The_table_of_rules_is_up_to_date()
    {
        var path = Path.Combine(Root, "docs", "rules", "README.md");
        var table = new StringBuilder("| id | what it finds | category | severity |\n|---|---|---|---|\n");
        foreach (var d in Descriptors.All)
        {
            table.Append($"| [{d.Id}]({d.Id}.md) | {d.Title} | {d.Category} | {Severity(d)} |\n");
        }

        var text = File.ReadAllText(path);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = text.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, $"{path} has no generated part.");
        AssertOrUpdate(path, text[..(begin + Begin.Length)] + "\n\n" + table + "\n" + text[end..]);
    }

    [Theory]
    [InlineData("strict", "every finding is a warning, orchestration from two calls on", "lambdalift.orchestration_threshold = 2\n", "warning")]
    [InlineData("suggestions", "findings are suggestions; nothing breaks a build with warnings as errors", "", "suggestion")]
    public void Presets_name_every_rule(string name, string what, string options, string severity)
    {
        var preset = $"# Preset: {what}. How to use it: docs/rules/configuration.md\nis_global = true\nglobal_level = -1\n{options}"
            + string.Concat(Descriptors.All.Select(d => $"dotnet_diagnostic.{d.Id}.severity = {severity}\n"));
        AssertOrUpdate(Path.Combine(Root, "src", "Package", "config", $"lambdalift-{name}.globalconfig"), preset);
    }

    [Fact]
    public void Every_option_is_documented_and_every_documented_option_exists()
    {
        var rows = File.ReadAllLines(Path.Combine(Root, "docs", "rules", "configuration.md"))
            .Where(l => l.StartsWith("| `lambdalift.", StringComparison.Ordinal))
            .Select(l => l.Split('`')[1]);
        Assert.Equal(RuleOptions.Keys.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    private static string Severity(DiagnosticDescriptor descriptor) => descriptor.DefaultSeverity switch
    {
        DiagnosticSeverity.Info => "suggestion",
        var other => other.ToString().ToLowerInvariant(),
    };

    private static void AssertOrUpdate(string path, string expected)
    {
        if (Update)
        {
            File.WriteAllText(path, expected);
        }

        Assert.Equal(expected, File.ReadAllText(path));
    }
}
