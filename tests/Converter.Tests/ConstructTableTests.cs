using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LambdaLift.Converter.Tests.Support;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.Tests;

namespace LambdaLift.Converter.Tests;

/// <summary>
/// Which constructs the scenarios cover, and in how many states. Every scenario names its constructs in <c>constructs.txt</c>, one a line;
/// <c>docs/constructs.md</c> is the table of them, written anew with <c>LAMBDALIFT_UPDATE_BASELINES=1</c>.
/// </summary>
[Collection("Scenarios")]
public partial class ConstructTableTests
{
    private const string File = "constructs.txt";

    private static readonly string Scenarios = Path.Combine(TestPrograms.RepositoryRoot, "tests", "Scenarios");

    private static readonly string Table = Path.Combine(TestPrograms.RepositoryRoot, "docs", "constructs.md");

    /// <summary>What programs are made of: the rows by which compilers from general languages to the Amazon States Language are compared.</summary>
    private static readonly string[] Constructs =
    [
        "if/else", "switch", "ternary", "`??`", "sequential foreach", "counted for", "while and do", "fan-out over fixed tasks", "fan-out over a collection", "break, continue, early return",
        "catch by type", "finally", "throw", "retry", "variables", "helpers inlined", "arithmetic", "text", "collection operators", "JSON parse and write", "date, id, random", "fire and forget",
        "SDK calls", "HTTP calls", "callbacks, `.sync`", "residual code extracted", "waiting", "patterns", "records and objects", "finding the program", "refusals",
    ];

    /// <summary>The places where a conversion easily goes wrong, by their number in the contract of equivalence.</summary>
    private static readonly string[] HardPlaces =
    [
        "1 Assign", "2 failures that are not Tasks'", "3 finally", "4 typed catch", "5 exceptions in a fan-out", "6 state across loops and branches", "7 missing and null", "8 numbers", "9 strings",
        "10 sequences", "11 evaluation order", "12 names and shapes", "13 SDK shapes", "14 quotas", "15 unawaited work", "16 mutation before a failure",
    ];

    /// <summary>Rows that have no case of this kind, and why; a case for one takes it off this list.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["14 quotas"] = "sizes and counts are checked by the validator's and the report's tests",
    };

    public static TheoryData<string> Cases => new(Directory.EnumerateDirectories(Scenarios).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_scenario_names_its_constructs(string scenario)
    {
        var named = Named(scenario);

        Assert.True(named.Count > 0, $"{scenario} names no construct: write {File} into its folder, one construct of docs/constructs.md a line.");
        Assert.All(named, n => Assert.True(Constructs.Contains(n) || HardPlaces.Contains(n), $"{scenario} names '{n}', which docs/constructs.md does not have."));
    }

    [Fact]
    public void Every_row_has_cases_or_says_where_it_is_tested()
    {
        var covered = Cases.SelectMany(c => Named(c.Data)).ToHashSet(StringComparer.Ordinal);

        Assert.All(Constructs.Concat(HardPlaces), row => Assert.True(covered.Contains(row) != Elsewhere.ContainsKey(row), $"'{row}': {(covered.Contains(row) ? "it has cases now" : "no scenario covers it")}."));
    }

    [Fact]
    public void Every_row_of_the_contract_is_known()
    {
        var numbers = HardPlace().Matches(SharedData.ReadText("SEMANTICS.md")).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();

        Assert.NotEmpty(numbers);
        Assert.Equal(numbers, HardPlaces.Select(h => int.Parse(h.Split(' ')[0], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void The_table_is_up_to_date()
    {
        var text = Write();
        if (Environment.GetEnvironmentVariable("LAMBDALIFT_UPDATE_BASELINES") == "1")
        {
            System.IO.File.WriteAllText(Table, text);
            return;
        }

        Assert.Equal(System.IO.File.Exists(Table) ? System.IO.File.ReadAllText(Table) : "", text);
    }

    private static List<string> Named(string scenario)
    {
        var file = Path.Combine(Scenarios, scenario, File);
        return System.IO.File.Exists(file) ? [.. System.IO.File.ReadAllLines(file).Select(l => l.Trim()).Where(l => l.Length > 0)] : [];
    }

    private static string Write()
    {
        var text = new StringBuilder();
        text.Append("<!-- Generated from tests/Scenarios by ConstructTableTests: do not edit. -->\n# Constructs and their scenarios\n\n");
        text.Append("Each scenario is a handler under `tests/Scenarios` with the state machines that it becomes; the verifier's tests run both side by side. Numbers are states, in JSONata and in\n");
        text.Append("JSONPath, those inside of branches and iterations included; a dash stands for a dialect that cannot express it. Names that begin with `refused-` are refused with a located diagnostic.\n");
        Section(text, "Constructs", Constructs);
        Section(text, "Hard places", HardPlaces);
        return text.ToString();
    }

    private static void Section(StringBuilder text, string title, IEnumerable<string> rows)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n| {(title == "Constructs" ? "construct" : "place")} | scenarios |\n|---|---|\n");
        foreach (var row in rows)
        {
            var cases = Cases.Select(c => c.Data).Where(c => Named(c).Contains(row)).Select(Case).ToList();
            text.Append(CultureInfo.InvariantCulture, $"| {row} | {(cases.Count > 0 ? string.Join(", ", cases) : Elsewhere.GetValueOrDefault(row, ""))} |\n");
        }
    }

    private static string Case(string scenario) =>
        scenario.StartsWith("refused-", StringComparison.Ordinal) ? $"`{scenario}`" : $"`{scenario}` {States(scenario, "jsonata")}/{States(scenario, "jsonpath")}";

    private static string States(string scenario, string dialect)
    {
        var file = Path.Combine(Scenarios, scenario, dialect + ".asl.json");
        return System.IO.File.Exists(file) ? AslReader.Read(System.IO.File.ReadAllText(file)).GetMachine().AllStates().Count().ToString(CultureInfo.InvariantCulture) : "–";
    }

    [GeneratedRegex(@"^\| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex HardPlace();
}
