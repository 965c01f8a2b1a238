using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LambdaLift.Converter.Tests.Support;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.Tests;

namespace LambdaLift.Converter.Tests;

/// <summary>
/// How many states a program takes, construct by construct. <c>docs/states-per-program.md</c> is the table, written anew with
/// <c>LAMBDALIFT_UPDATE_BASELINES=1</c>; a program that comes to need more states than its limit says fails here.
/// </summary>
[Collection("Scenarios")]
public partial class StatesPerProgramTests
{
    private static readonly string Scenarios = Path.Combine(TestPrograms.RepositoryRoot, "tests", "Scenarios");

    private static readonly string Table = Path.Combine(TestPrograms.RepositoryRoot, "docs", "states-per-program.md");

    /// <summary>One program per construct, and the most states that a person would draw for it in JSONata.</summary>
    private static readonly (string Construct, string Scenario, int Limit)[] Programs =
    [
        ("if/else", "if-else", 5),
        ("switch", "switch-statement", 5),
        ("ternary", "switch-expression", 3),
        ("`??`", "swap-and-coalesce", 6),
        ("sequential foreach", "loop-foreach", 4),
        ("counted for", "loop-for", 4),
        ("fan-out over fixed tasks", "when-all-fixed", 5),
        ("fan-out over a collection", "when-all-select", 3),
        ("break, continue, early return", "loop-break-continue", 6),
        ("catch by type", "catch-typed", 4),
        ("finally", "try-finally", 6),
        ("finally", "nested-finally", 10),
        ("throw", "guards-throw", 5),
        ("retry", "retry-doubling", 2),
        ("variables", "mutation-before-failure", 4),
        ("helpers inlined", "helpers-elsewhere", 7),
        ("arithmetic", "numbers-many-operators", 5),
        ("collection operators", "linq-order", 3),
        ("JSON parse and write", "event-detail", 4),
        ("date, id, random", "residual-volatile", 9),
        ("fire and forget", "invoke-event", 2),
        ("SDK calls", "convenience-overload", 2),
        ("residual code extracted", "residual-hash", 4),
    ];

    /// <summary>Rows that compare tools, not programs.</summary>
    private static readonly string[] AboutTools =
    [
        "input", "unmodified handlers, ordinary SDK client calls", "dialect", "callbacks, `.sync`", "IAM", "errors", "proof", "checks the *user's* program", "size of output",
    ];

    public static TheoryData<string, int> Limits
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var program in Programs)
                data.Add(program.Scenario, program.Limit);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public void A_program_takes_no_more_states_than_a_person_would_draw(string scenario, int limit) =>
        Assert.InRange(States(scenario, "jsonata") ?? int.MaxValue, 1, limit);

    [Fact]
    public void Every_construct_of_the_comparison_has_a_program()
    {
        var rows = Row().Matches(SharedData.ReadText("FIELD.md").Split("## Rules")[0]).Select(m => m.Groups[1].Value.Trim()).Where(r => r is not ("construct" or "---")).ToList();

        Assert.NotEmpty(rows);
        Assert.Equal(rows.Except(AboutTools, StringComparer.Ordinal).Order(StringComparer.Ordinal), Programs.Select(p => p.Construct).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_is_up_to_date()
    {
        var text = Write();
        if (Environment.GetEnvironmentVariable("LAMBDALIFT_UPDATE_BASELINES") == "1")
        {
            File.WriteAllText(Table, text);
            return;
        }

        Assert.Equal(File.Exists(Table) ? File.ReadAllText(Table) : "", text);
    }

    private static string Write()
    {
        var text = new StringBuilder();
        text.Append("<!-- Generated from tests/Scenarios by StatesPerProgramTests: do not edit. -->\n# States per program\n\n");
        text.Append("One handler per construct, and how many states it becomes, those inside of branches and iterations included. Task states call a service; a dash stands for a dialect that\n");
        text.Append("cannot express the program. In JSONata one Pass state reads the event into a variable; in JSONPath a decision sets nothing and intrinsic functions stand alone, so that there are more.\n");
        text.Append("`numbers-many-operators` computes 36 values with `+ - * / %`, shifts, masks and `Math`: the program for which a compiler to JSONPath needs hundreds of states.\n\n");
        text.Append("| construct | program | JSONata | of them tasks | JSONPath |\n|---|---|--:|--:|--:|\n");
        foreach (var (construct, scenario, _) in Programs)
            text.Append(CultureInfo.InvariantCulture, $"| {construct} | [`{scenario}`](../tests/Scenarios/{scenario}/Handler.cs) | {Cell(States(scenario, "jsonata"))} | {Cell(Tasks(scenario))} | {Cell(States(scenario, "jsonpath"))} |\n");
        return text.ToString();
    }

    private static string Cell(int? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "–";

    private static int? States(string scenario, string dialect) => Read(scenario, dialect)?.AllStates().Count();

    private static int? Tasks(string scenario) => Read(scenario, "jsonata")?.AllStates().Count(s => s.State is TaskState);

    private static StateMachine? Read(string scenario, string dialect)
    {
        var file = Path.Combine(Scenarios, scenario, dialect + ".asl.json");
        return File.Exists(file) ? AslReader.Read(File.ReadAllText(file)).GetMachine() : null;
    }

    [GeneratedRegex(@"^\| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
