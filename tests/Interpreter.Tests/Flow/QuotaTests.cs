using LambdaLift.Interpreter.History;
using Xunit;
using static LambdaLift.Interpreter.Tests.Machines;

namespace LambdaLift.Interpreter.Tests.Flow;

public sealed class QuotaTests
{
    private const string Runaway = """{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"A"}}}""";

    private static string Counter(int passes) => $$$$"""
        {"StartAt":"P","States":{
          "P":{"Type":"Pass","Parameters":{"n.$":"States.MathAdd($.n, 1)"},"Next":"C"},
          "C":{"Type":"Choice","Choices":[{"Variable":"$.n","NumericLessThan":{{{{passes}}}},"Next":"P"}],"Default":"D"},
          "D":{"Type":"Succeed"}}}
        """;

    [Fact]
    public void ARunawayLoopEndsAtTheHistoryQuota()
    {
        ExecutionResult result = Run(Runaway);
        Assert.Equal(ExecutionStatus.Failed, result.Status);
        Assert.Equal("The execution reached the maximum number of history events (25000).", result.Cause);
        Assert.Equal(25_000, result.EventCount);
        Assert.Equal(HistoryEventType.ExecutionFailed, result.History[^1].Type);
    }

    [Fact]
    public void ARunawayLoopEndsWithoutQuotasToo()
    {
        ExecutionResult result = Run(Runaway, configure: o => o with { Quotas = QuotaOptions.None, MaxStateEntries = 5000, RecordHistory = false });
        Assert.Equal("States.Runtime", result.Error);
        Assert.Equal(5000, result.Path.Count);
        Assert.Empty(result.History);
        result = Run(Runaway, configure: o => o with { Type = StateMachineType.Express, MaxStateEntries = 5000 });
        Assert.Equal("States.Runtime", result.Error);
    }

    // 1 started, 4 per round (entered and exited, twice), 2 of the Succeed state, 1 succeeded.
    [Theory]
    [InlineData(6249, true, 25_000)]
    [InlineData(6250, false, 25_000)]
    public void TheLastEventMayBeTheSuccess(int rounds, bool succeeds, int events)
    {
        ExecutionResult result = Run(Counter(rounds), """{"n":0}""");
        Assert.Equal(succeeds, result.Status == ExecutionStatus.Succeeded);
        Assert.Equal(events, result.EventCount);
    }

    [Fact]
    public void TheQuotaCannotBeCaught()
    {
        ExecutionResult result = Run("""
            {"StartAt":"P","States":{"P":{"Type":"Parallel","Catch":[{"ErrorEquals":["States.ALL"],"Next":"H"}],"End":true,"Branches":[
              {"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"A"}}}]},"H":{"Type":"Pass","End":true}}}
            """);
        Assert.Equal(ExecutionStatus.Failed, result.Status);
        Assert.DoesNotContain("H", result.Path);
    }

    [Theory]
    [InlineData(262_142, true)]
    [InlineData(262_143, false)]
    public void ResultsOfTasksAreAtMost256KiB(int characters, bool fits)
    {
        string machine = """
            {"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","ResultPath":null,"Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":"$.e","Next":"H"}],"End":true},
             "H":{"Type":"Pass","End":true}}}
            """;
        ExecutionResult result = Run(machine, tasks: Answer(_ => Ok($"\"{new string('x', characters)}\"")));
        Assert.Equal(fits ? ["T"] : ["T", "H"], result.Path);
        if (!fits) Assert.Contains("States.DataLimitExceeded", result.Output!.ToJson(), StringComparison.Ordinal);
        Assert.Equal(["T"], Run(machine, tasks: Answer(_ => Ok($"\"{new string('x', characters)}\"")), configure: o => o with { Quotas = QuotaOptions.None }).Path);
    }

    // 43 variables of 240,002 bytes fit into 10 MiB, 44 do not.
    [Theory]
    [InlineData(43, true)]
    [InlineData(44, false)]
    public void AllVariablesOfAnExecutionAreAtMost10MiB(int variables, bool fit)
    {
        string states = string.Join(',', Enumerable.Range(0, variables).Select(i =>
            $$$$"""
            "T{{{{i}}}}":{"Type":"Task","Resource":"r","ResultPath":null,"Assign":{"v{{{{i}}}}.$":"$"},"Next":"{{{{(i + 1 == variables ? "M" : "T" + (i + 1))}}}}"}
            """));
        // What an iteration assigned is gone when it ends: three hundred of them take the place of one.
        string machine = $$$$"""
            {"StartAt":"T0","States":{{{{{states}}}},"M":{"Type":"Map","ItemsPath":"$.items","MaxConcurrency":1,"End":true,"ItemProcessor":{"StartAt":"A","States":{
              "A":{"Type":"Pass","Assign":{"big":"{{{{new string('x', 1000)}}}}"},"Next":"B"},"B":{"Type":"Pass","End":true} } } } } }
            """;
        string items = $$"""{"items":[{{string.Join(',', Enumerable.Range(0, 300))}}]}""";
        string text = new('x', 240_000);
        ExecutionResult result = Run(machine, items, Answer(_ => Ok($"\"{text}\"")));
        Assert.Equal(fit ? null : "States.DataLimitExceeded", result.Error);
        Assert.Null(Run(machine, items, Answer(_ => Ok($"\"{text}\"")), o => o with { Quotas = QuotaOptions.None }).Error);
    }

    [Fact]
    public void BytesCountNotCharacters()
    {
        // Three bytes a character.
        string text = new('語', 90_000);
        ExecutionResult result = Run("""{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"r","End":true}}}""", tasks: Answer(_ => Ok($"\"{text}\"")));
        Assert.Equal("States.DataLimitExceeded", result.Error);
    }

    [Fact]
    public void ExpressWorkflowsEndAfterFiveMinutesAndDoNotWaitForCallbacks()
    {
        ExecutionResult result = Run("""{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":301,"End":true}}}""", configure: o => o with { Type = StateMachineType.Express });
        Assert.Equal(ExecutionStatus.TimedOut, result.Status);
        Assert.Equal(TimeSpan.FromMinutes(5), result.EndTime - result.StartTime);
        result = Run(
            """{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken","End":true}}}""",
            tasks: Answer(_ => Ok("1")), configure: o => o with { Type = StateMachineType.Express });
        Assert.Equal("States.Runtime", result.Error);
    }

    [Fact]
    public void TheInputIsAtMost256KiB()
    {
        const string Machine = """{"StartAt":"P","States":{"P":{"Type":"Pass","Result":1,"End":true}}}""";
        Assert.Null(Run(Machine, $"\"{new string('x', 262_142)}\"").Error);
        string tooLong = $"\"{new string('x', 262_143)}\"";
        Assert.Equal("States.DataLimitExceeded", Run(Machine, tooLong).Error);
        Assert.Null(Run(Machine, tooLong, configure: o => o with { Quotas = QuotaOptions.Aws with { MaxDataBytes = null } }).Error);
    }

    [Theory]
    [InlineData(StateMachineType.Standard)]
    [InlineData(StateMachineType.Express)]
    public void WithoutQuotasAnExecutionMayTakeAnyTime(StateMachineType type)
    {
        ExecutionResult result = Run(
            """{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":63072000,"End":true}}}""", configure: o => o with { Type = type, Quotas = QuotaOptions.None });
        Assert.Equal(ExecutionStatus.Succeeded, result.Status);
        Assert.Equal(TimeSpan.FromDays(730), result.EndTime - result.StartTime);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public void InlineMapsRunFortyIterationsAtOnceUnlessSwitchedOff(bool enforced, int seconds)
    {
        ExecutionResult result = Run(
            """{"StartAt":"M","States":{"M":{"Type":"Map","End":true,"ItemProcessor":{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":1,"End":true} } } } } }""",
            $"[{string.Join(',', Enumerable.Range(0, 41))}]", configure: o => enforced ? o : o with { Quotas = QuotaOptions.None });
        Assert.Equal(seconds, (result.EndTime - result.StartTime).TotalSeconds);
    }
}
