using LambdaLift.Interpreter.Coverage;
using LambdaLift.StatesLanguage.Json;
using Xunit;
using static LambdaLift.Interpreter.Tests.Machines;

namespace LambdaLift.Interpreter.Tests;

public sealed class CoverageTests
{
    private const string Machine = """
        {"StartAt":"C","States":{
          "C":{"Type":"Choice","Choices":[{"Variable":"$.n","NumericEquals":1,"Next":"T"},{"Variable":"$.n","NumericEquals":2,"Next":"M"}],"Default":"F"},
          "T":{"Type":"Task","Resource":"r","Retry":[{"ErrorEquals":["R"]}],"Catch":[{"ErrorEquals":["A"],"Next":"S"},{"ErrorEquals":["States.ALL"],"Next":"F"}],"Next":"S"},
          "M":{"Type":"Map","ItemsPath":"$.items","ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","End":true}}},"End":true},
          "S":{"Type":"Succeed"},
          "F":{"Type":"Fail"}}}
        """;

    [Fact]
    public void EveryEdgeIsListed()
    {
        IReadOnlyList<Edge> edges = DefinitionEdges.Of(StateMachineInterpreter.Parse(Machine).Definition);
        Assert.Equal(
            [
                "C --choice 0--> T", "C --choice 1--> M", "C --default--> F", "T --next--> S", "T --retry 0--> T", "T --catch 0--> S", "T --catch 1--> F",
                "M --end--> (end)", "S --end--> (end)", "F --fail--> (end)", "M[]/I --end--> (end)",
            ],
            edges.Select(e => e.ToString()));
    }

    [Fact]
    public void RunsCoverTheEdgesTheyTake()
    {
        StateMachineInterpreter machine = StateMachineInterpreter.Parse(Machine);
        var results = new List<ExecutionResult>();
        void Try(string input, params string?[] errors)
        {
            int call = 0;
            results.Add(machine.Execute(Json(input), Answer(_ => errors[call++] is { } error ? Error(error) : Ok("1"))));
        }

        Try("""{"n":1}""", "R", null);
        Try("""{"n":1}""", "A");
        Assert.Equal(["C --choice 1--> M", "C --default--> F", "T --catch 1--> F", "M --end--> (end)", "F --fail--> (end)", "M[]/I --end--> (end)"], Uncovered());
        Try("""{"n":1}""", "B");
        Try("""{"n":2,"items":[1]}""");
        Assert.Equal(["C --default--> F"], Uncovered());
        Try("""{"n":3}""");
        Assert.Empty(Uncovered());

        IEnumerable<string> Uncovered() => DefinitionEdges.Uncovered(machine.Definition, results).Select(e => e.ToString());
    }

    [Fact]
    public void BranchPathsNameBranchesAndIterations()
    {
        ExecutionResult result = Run("""
            {"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[
              {"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}},
              {"StartAt":"M","States":{"M":{"Type":"Map","ItemsPath":"$.items","End":true,"ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","End":true}}}}}}]}}}
            """, """{"items":[1,2]}""");
        Assert.Equal(
            ["P@", "P[0]/A@P[0]", "P[1]/M@P[1]", "P[1]/M[]/I@P[1]/M#0", "P[1]/M[]/I@P[1]/M#1"],
            result.Visits.Select(v => $"{v.StatePath}@{v.BranchPath}"));
        Assert.True(result.Visits[2].BranchPath.Encloses(result.Visits[3].BranchPath));
        Assert.False(result.Visits[1].BranchPath.Encloses(result.Visits[3].BranchPath));
    }

    [Fact]
    public void ResultsAreReadOnlyViewsOfOneRun()
    {
        StateMachineInterpreter machine = StateMachineInterpreter.Parse("""{"StartAt":"P","States":{"P":{"Type":"Pass","Parameters":{"id.$":"States.UUID()","r.$":"States.MathRandom(1, 1000000)"},"End":true}}}""");
        JsonData first = machine.Execute(DataObject.Empty).Output!;
        Assert.Equal(first, machine.Execute(DataObject.Empty).Output);
        Assert.NotEqual(first, machine.Execute(DataObject.Empty, new ExecutionOptions { Seed = 1 }).Output);
    }
}
