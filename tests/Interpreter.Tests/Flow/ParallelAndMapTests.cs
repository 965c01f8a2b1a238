using LambdaLift.Interpreter.History;
using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;
using Xunit;
using static LambdaLift.Interpreter.Tests.Machines;

namespace LambdaLift.Interpreter.Tests.Flow;

public sealed class ParallelAndMapTests
{
    private const string TwoBranches = """
        {"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Catch":[{"ErrorEquals":["States.ALL"],"Next":"H"}],"Branches":[
          {"StartAt":"A","States":{"A":{"Type":"Task","Resource":"r","Next":"A2"},"A2":{"Type":"Task","Resource":"r","End":true}}},
          {"StartAt":"B","States":{"B":{"Type":"Task","Resource":"r","Next":"B2"},"B2":{"Type":"Task","Resource":"r","End":true}}}]},
          "H":{"Type":"Pass","End":true}}}
        """;

    private static string MapOf(string states, string more = "") => $$$$"""
        {"StartAt":"M","States":{"M":{"Type":"Map","ItemsPath":"$.items",{{{{more}}}}"ItemProcessor":{"StartAt":"T","States":{{{{states}}}}},"End":true}}}
        """;

    private const string OneTask = """{"T":{"Type":"Task","Resource":"r","End":true}}""";

    [Fact]
    public void BranchesRunAtTheSameTime()
    {
        ExecutionResult result = Run(TwoBranches, tasks: Answer(r => Ok($"\"{r.StateName}\"", r.StateName[0] == 'A' ? 2 : 3)));
        Assert.Equal(Json("""["A2","B2"]"""), result.Output);
        Assert.Equal(TimeSpan.FromSeconds(6), result.EndTime - result.StartTime);
        Assert.Equal(["A", "B", "A2", "B2"], result.Calls.Select(c => c.StateName));
        TaskCall a = result.Calls[0], b = result.Calls[1], a2 = result.Calls[2], b2 = result.Calls[3];
        Assert.True(a.HappensBefore(a2));
        Assert.True(b.HappensBefore(b2));
        Assert.False(a.HappensBefore(b2));
        Assert.False(a2.HappensBefore(a));
    }

    [Fact]
    public void AFailedBranchEndsTheOthersAtOnce()
    {
        ExecutionResult result = Run(TwoBranches, tasks: Answer(r => r.StateName == "B" ? Error("Boom", "why", 1) : Ok("1", 5)));
        Assert.Equal(["P", "A", "B", "H"], result.Path);
        Assert.Equal(Json("""{"Error":"Boom","Cause":"why"}"""), result.Output);
        Assert.Equal(TimeSpan.FromSeconds(1), result.EndTime - result.StartTime);
        Assert.Equal(TaskOutcome.Aborted, result.Calls.Single(c => c.StateName == "A").Outcome);
        Assert.Contains(result.History, e => e.Type == HistoryEventType.TaskStateAborted && e.StateName == "A");
    }

    [Fact]
    public void OfTwoFailuresTheEarlierInTimeCounts()
    {
        ExecutionResult result = Run(TwoBranches, tasks: Answer(r => Error(r.StateName, seconds: r.StateName == "A" ? 2 : 1)));
        Assert.Equal("B", ((DataString)((DataObject)result.Output!)["Error"]).Value);
    }

    [Fact]
    public void ASeedShufflesBranchesThatAreDueTogether()
    {
        var orders = new HashSet<string>();
        for (int seed = 0; seed < 200; seed++)
        {
            int s = seed;
            ExecutionResult result = Run(TwoBranches, tasks: Answer(_ => Ok("1")), configure: o => o with { Seed = s });
            string order = string.Join(' ', result.Calls.Select(c => c.StateName));
            Assert.Equal(order, string.Join(' ', Run(TwoBranches, tasks: Answer(_ => Ok("1")), configure: o => o with { Seed = s }).Calls.Select(c => c.StateName)));
            Assert.True(order.IndexOf("A ", StringComparison.Ordinal) < order.IndexOf("A2", StringComparison.Ordinal));
            orders.Add(order);
        }

        // All six interleavings of two chains of two calls.
        Assert.Equal(6, orders.Count);
    }

    [Theory]
    [InlineData(1, 6)]
    [InlineData(2, 3)]
    [InlineData(4, 2)]
    [InlineData(0, 1)]
    public void MaxConcurrencyBoundsTheIterations(int maxConcurrency, int seconds)
    {
        int running = 0, most = 0;
        ExecutionResult result = Run(
            MapOf("""{"T":{"Type":"Task","Resource":"r","Next":"W"},"W":{"Type":"Pass","End":true}}""", $"\"MaxConcurrency\":{maxConcurrency},"),
            """{"items":[1,2,3,4,5,6]}""",
            Answer(r => TaskResponse.Success(r.Parameters, TimeSpan.FromSeconds(1))));
        foreach (TaskCall call in result.Calls)
        {
            running = result.Calls.Count(c => c.StartOrder <= call.StartOrder && c.CompletionOrder > call.StartOrder);
            most = Math.Max(most, running);
        }

        Assert.Equal(maxConcurrency == 0 ? 6 : maxConcurrency, most);
        Assert.Equal(TimeSpan.FromSeconds(seconds), result.EndTime - result.StartTime);
        Assert.Equal(Json("[1,2,3,4,5,6]"), result.Output);
        Assert.Equal(maxConcurrency == 1, result.Calls[0].HappensBefore(result.Calls[^1]));
    }

    [Fact]
    public void InlineMapsRunFortyIterationsAtOnce()
    {
        string items = string.Join(',', Enumerable.Range(0, 100));
        ExecutionResult result = Run(MapOf(OneTask), $$"""{"items":[{{items}}]}""", Answer(r => TaskResponse.Success(r.Parameters, TimeSpan.FromSeconds(1))));
        Assert.Equal(TimeSpan.FromSeconds(3), result.EndTime - result.StartTime);
        result = Run(
            MapOf(OneTask), $$"""{"items":[{{items}}]}""", Answer(r => TaskResponse.Success(r.Parameters, TimeSpan.FromSeconds(1))), o => o with { Quotas = QuotaOptions.None });
        Assert.Equal(TimeSpan.FromSeconds(1), result.EndTime - result.StartTime);
    }

    [Fact]
    public void ResultsKeepTheOrderOfTheItems()
    {
        ExecutionResult result = Run(
            MapOf(OneTask), """{"items":[5,1,3]}""", Answer(r => TaskResponse.Success(r.Parameters, TimeSpan.FromSeconds(((DataNumber)r.Parameters).Value))));
        Assert.Equal(Json("[5,1,3]"), result.Output);
    }

    [Fact]
    public void AnEmptyMapSucceeds()
    {
        ExecutionResult result = Run(MapOf(OneTask), """{"items":[]}""");
        Assert.Equal(Json("[]"), result.Output);
        Assert.Equal(
            ["ExecutionStarted", "MapStateEntered", "MapStateStarted", "MapStateSucceeded", "MapStateExited", "ExecutionSucceeded"],
            result.History.Select(e => e.Type.ToString()));
    }

    [Fact]
    public void NestedMapsSeeTheirOwnItem()
    {
        ExecutionResult result = Run("""
            {"StartAt":"M","States":{"M":{"Type":"Map","End":true,"ItemProcessor":{"StartAt":"N","States":{"N":{"Type":"Map","End":true,
              "ItemSelector":{"outer.$":"$$.Map.Item.Index","value.$":"$$.Map.Item.Value"},
              "ItemProcessor":{"StartAt":"T","States":{"T":{"Type":"Pass","Parameters":{"in.$":"$","index.$":"$$.Map.Item.Index"},"End":true}}}}}}}}}
            """, "[[10],[20,21]]");
        Assert.Equal(
            Json("""[[{"in":{"outer":0,"value":10},"index":0}],[{"in":{"outer":0,"value":20},"index":0},{"in":{"outer":1,"value":21},"index":1}]]"""),
            result.Output);
    }

    [Fact]
    public void ALoopOfTenThousandParallelStatesDoesNotNestOnTheStack()
    {
        ExecutionResult result = Run("""
            {"StartAt":"P","States":{
              "P":{"Type":"Parallel","ResultPath":null,"Branches":[{"StartAt":"X","States":{"X":{"Type":"Pass","End":true}}}],"Next":"N"},
              "N":{"Type":"Pass","Parameters":{"n.$":"States.MathAdd($.n, 1)"},"Next":"C"},
              "C":{"Type":"Choice","Choices":[{"Variable":"$.n","NumericLessThan":10000,"Next":"P"}],"Default":"Done"},
              "Done":{"Type":"Succeed"}}}
            """, """{"n":0}""", configure: o => o with { Quotas = QuotaOptions.None });
        Assert.Equal(Json("""{"n":10000}"""), result.Output);
    }

    [Fact]
    public void ErrorsPassThroughNestedBranchesToTheOutermostCatcher()
    {
        ExecutionResult result = Run("""
            {"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Catch":[{"ErrorEquals":["Inner"],"ResultPath":"$.e","Next":"H"}],"Branches":[
              {"StartAt":"M","States":{"M":{"Type":"Map","ItemsPath":"$.items","End":true,"Catch":[{"ErrorEquals":["Other"],"Next":"X"}],
                 "ItemProcessor":{"StartAt":"F","States":{"F":{"Type":"Fail","Error":"Inner","Cause":"deep"}}}},"X":{"Type":"Pass","End":true}}},
              {"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":100,"End":true}}}]},
              "H":{"Type":"Pass","End":true}}}
            """, """{"items":[1,2]}""");
        Assert.Equal(Json("""{"items":[1,2],"e":{"Error":"Inner","Cause":"deep"}}"""), result.Output);
        Assert.Equal(result.StartTime, result.EndTime);
        Assert.Contains(result.History, e => e.Type == HistoryEventType.WaitStateAborted);
    }
}
