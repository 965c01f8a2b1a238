using System.Text.RegularExpressions;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.StatesLanguage.Validation;
using LambdaLift.Tests;

namespace LambdaLift.StatesLanguage.Tests.Validation;

/// <summary>Every rule has a page, and what the page calls reported is reported.</summary>
public class RulePageTests
{
    private sealed class OnlySnsPublish : ITaskResourceCatalogue
    {
        public string? FindProblem(TaskResource resource, string text) =>
            resource is { Kind: TaskResourceKind.Optimized, Service: "sns", Action: not "publish" } ? $"There is no action '{resource.Action}'" : null;
    }

    public static TheoryData<string> Ids => [.. AslRules.All.Keys];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_examples_of_a_page_are_as_it_says(string id)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "rules", id + ".md"));
        var rule = AslRules.All[id];
        Assert.StartsWith($"# {id}: {rule.Title}\n", page, StringComparison.Ordinal);
        Assert.Contains($"Severity: {(rule.Severity == AslSeverity.Error ? "error" : "warning")}\n", page, StringComparison.Ordinal);

        var options = new AslValidationOptions { Catalogue = new OnlySnsPublish(), Type = id == AslRules.NotInExpress.Id ? WorkflowType.Express : WorkflowType.Standard };
        var reported = id == AslRules.TooLarge.Id ? Huge() : Example(page, "Reported");
        var found = AslValidator.Validate(reported, options);
        Assert.Contains(found, problem => problem.Id == id);
        Assert.All(found, problem => Assert.True(problem.Line > 0 && problem.Column > 0));
        Assert.Empty(AslValidator.Validate(Example(page, "Not reported"), options));
    }

    [Fact]
    public void There_are_no_pages_of_rules_that_do_not_exist() => Assert.Empty(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "rules"), "LIFT4*.md").Select(Path.GetFileNameWithoutExtension).Except(AslRules.All.Keys));

    [Fact]
    public void Ids_follow_each_other() =>
        Assert.Equal(Enumerable.Range(4001, AslRules.All.Count).Select(number => "LIFT" + number), AslRules.All.Keys);

    private static string Example(string page, string heading)
    {
        var match = Regex.Match(page, "## " + heading + "\n\n```json\n(.*?)\n```", RegexOptions.Singleline);
        Assert.True(match.Success, $"The page has no example '{heading}'.");
        return match.Groups[1].Value;
    }

    private static string Huge() =>
        """{"StartAt":"A","States":{"A":{"Type":"Pass","Result":"…","End":true}}}""".Replace("…", new string('x', AslValidator.MaxDefinitionBytes), StringComparison.Ordinal);
}
