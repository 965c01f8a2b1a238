using LambdaLift.Interpreter.Coverage;
using LambdaLift.Interpreter.Tasks;
using Xunit;
using static LambdaLift.Interpreter.Tests.Machines;

namespace LambdaLift.Interpreter.Tests.Flow;

public sealed class RetryTests
{
    private static string Machine(string retry, string more = "") => $$$$"""
        {"StartAt":"T","States":{
          "T":{"Type":"Task","Resource":"r","Retry":[{{{{retry}}}}],{{{{more}}}}"End":true},
          "H":{"Type":"Pass","End":true}}}
        """;

    private static ExecutionResult FailingTimes(string machine, int failures, string error = "E", Func<ExecutionOptions, ExecutionOptions>? configure = null)
    {
        int calls = 0;
        return Run(machine, tasks: Answer(_ => ++calls <= failures ? Error(error) : Ok("1")), configure: configure);
    }

    private static double[] StartSeconds(ExecutionResult result) => [.. result.Calls.Select(c => (c.StartTime - result.StartTime).TotalSeconds)];

    [Fact]
    public void DefaultsAreThreeRetriesFromOneSecondDoubling()
    {
        ExecutionResult result = FailingTimes(Machine("""{"ErrorEquals":["E"]}"""), int.MaxValue);
        Assert.Equal(ExecutionStatus.Failed, result.Status);
        Assert.Equal("E", result.Error);
        Assert.Equal([0, 1, 3, 7], StartSeconds(result));
        Assert.Equal([0, 1, 2, 3], result.Calls.Select(c => c.Request.Attempt));
        Assert.Single(result.Calls.Select(c => c.Request.EntryId).Distinct());
    }

    [Fact]
    public void IntervalBackoffAndLongestDelayDecideTheTimes()
    {
        ExecutionResult result = FailingTimes(Machine("""{"ErrorEquals":["E"],"IntervalSeconds":2,"BackoffRate":3,"MaxDelaySeconds":10,"MaxAttempts":4}"""), 4);
        Assert.Equal(ExecutionStatus.Succeeded, result.Status);
        Assert.Equal([0, 2, 8, 18, 28], StartSeconds(result));
    }

    [Fact]
    public void FullJitterTakesARepeatablePartOfTheInterval()
    {
        string machine = Machine("""{"ErrorEquals":["E"],"IntervalSeconds":100,"BackoffRate":1,"JitterStrategy":"FULL"}""");
        double[] first = StartSeconds(FailingTimes(machine, 3, configure: o => o with { Seed = 7 }));
        double[] again = StartSeconds(FailingTimes(machine, 3, configure: o => o with { Seed = 7 }));
        double[] other = StartSeconds(FailingTimes(machine, 3, configure: o => o with { Seed = 8 }));
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        for (int i = 1; i < first.Length; i++) Assert.InRange(first[i] - first[i - 1], 0, 100);
    }

    [Fact]
    public void EachRetrierCountsItsOwnUses()
    {
        string[] errors = ["A", "B", "A", "B", "A"];
        int call = 0;
        ExecutionResult result = Run(
            Machine("""{"ErrorEquals":["A"],"MaxAttempts":2,"BackoffRate":1},{"ErrorEquals":["B"],"MaxAttempts":2,"BackoffRate":1}"""),
            tasks: Answer(_ => Error(errors[call++])));
        Assert.Equal("A", result.Error);
        Assert.Equal(5, result.Calls.Count);
        Assert.Equal([0, 1, 0, 1], result.Transitions.Where(t => t.Edge.Kind == EdgeKind.Retry).Select(t => t.Edge.Index));
    }

    [Fact]
    public void TheFirstMatchingRetrierDecidesEvenWhenUsedUp()
    {
        ExecutionResult result = FailingTimes(Machine("""{"ErrorEquals":["E"],"MaxAttempts":0},{"ErrorEquals":["States.ALL"]}"""), 1);
        Assert.Equal(ExecutionStatus.Failed, result.Status);
        Assert.Single(result.Calls);
    }

    [Fact]
    public void CatchComesAfterTheLastRetry()
    {
        ExecutionResult result = FailingTimes(
            Machine("""{"ErrorEquals":["E"],"MaxAttempts":1}""", """ "Catch":[{"ErrorEquals":["E"],"Next":"H"}],"""), int.MaxValue);
        Assert.Equal(ExecutionStatus.Succeeded, result.Status);
        Assert.Equal(["T", "H"], result.Path);
        Assert.Equal(2, result.Calls.Count);
        Assert.Equal(Json("""{"Error":"E","Cause":null}"""), result.Output);
    }

    [Fact]
    public void TaskFailedTakesEverythingButTimeouts()
    {
        string retry = """{"ErrorEquals":["States.TaskFailed"],"MaxAttempts":1}""";
        Assert.Equal(2, FailingTimes(Machine(retry), 1).Calls.Count);
        Assert.Single(FailingTimes(Machine(retry), 1, "States.Timeout").Calls);
        Assert.Equal(2, FailingTimes(Machine("""{"ErrorEquals":["States.ALL"],"MaxAttempts":1}"""), 1, "States.Timeout").Calls.Count);
    }

    [Fact]
    public void RuntimeErrorsAreNeitherRetriedNorCaught()
    {
        ExecutionResult result = Run("""
            {"StartAt":"T","States":{
              "T":{"Type":"Task","Resource":"r","Parameters":{"x.$":"$.missing"},"Retry":[{"ErrorEquals":["States.ALL"]}],
                   "Catch":[{"ErrorEquals":["States.Runtime","X"],"Next":"H"},{"ErrorEquals":["States.ALL"],"Next":"H"}],"End":true},
              "H":{"Type":"Pass","End":true}}}
            """, tasks: Answer(_ => Ok("1")));
        Assert.Equal("States.Runtime", result.Error);
        Assert.Empty(result.Calls);
        Assert.Equal(["T"], result.Path);
    }

    [Fact]
    public void ParametersSeeTheRetryCount()
    {
        ExecutionResult result = FailingTimes(
            Machine("""{"ErrorEquals":["E"]}""", """ "Parameters":{"n.$":"$$.State.RetryCount"},"""), 2);
        Assert.Equal(["""{"n":0}""", """{"n":1}""", """{"n":2}"""], result.Calls.Select(c => c.Parameters.ToJson()));
    }

    [Fact]
    public void AParallelStateRetriesAllItsBranches()
    {
        int failed = 0;
        ExecutionResult result = Run("""
            {"StartAt":"P","States":{"P":{"Type":"Parallel","Retry":[{"ErrorEquals":["E"],"MaxAttempts":1}],"End":true,"Branches":[
              {"StartAt":"A","States":{"A":{"Type":"Task","Resource":"r","End":true}}},
              {"StartAt":"B","States":{"B":{"Type":"Task","Resource":"r","End":true}}}]}}}
            """, tasks: Answer(r => r.StateName == "B" && failed++ == 0 ? Error("E", seconds: 1) : Ok("1")));
        Assert.Equal(ExecutionStatus.Succeeded, result.Status);
        Assert.Equal(["A", "B", "A", "B"], result.Calls.Select(c => c.StateName));
        Assert.Equal(Json("[1,1]"), result.Output);
        Assert.Equal(TimeSpan.FromSeconds(2), result.EndTime - result.StartTime);
    }
}
