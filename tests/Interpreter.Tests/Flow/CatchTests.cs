using LambdaLift.Interpreter.Coverage;
using Xunit;
using static LambdaLift.Interpreter.Tests.Machines;

namespace LambdaLift.Interpreter.Tests.Flow;

public sealed class CatchTests
{
    private static string Machine(string catchers, string more = "") => $$$$"""
        {"StartAt":"T","States":{
          "T":{"Type":"Task","Resource":"r","Catch":[{{{{catchers}}}}],{{{{more}}}}"End":true},
          "H":{"Type":"Pass","End":true},
          "H2":{"Type":"Pass","End":true}}}
        """;

    [Fact]
    public void TheFirstMatchingCatcherTakesTheError()
    {
        ExecutionResult result = Run(
            Machine("""{"ErrorEquals":["A","B"],"Next":"H"},{"ErrorEquals":["States.ALL"],"Next":"H2"}"""), tasks: Answer(_ => Error("B", "why")));
        Assert.Equal(["T", "H"], result.Path);
        Assert.Contains(new Edge("T", EdgeKind.Catch, 0, "H"), result.Transitions.Select(t => t.Edge));
        result = Run(Machine("""{"ErrorEquals":["A","B"],"Next":"H"},{"ErrorEquals":["States.ALL"],"Next":"H2"}"""), tasks: Answer(_ => Error("b", "why")));
        Assert.Equal(["T", "H2"], result.Path);
    }

    [Fact]
    public void ResultPathKeepsTheInput()
    {
        ExecutionResult result = Run(
            Machine("""{"ErrorEquals":["States.ALL"],"ResultPath":"$.failure.info","Next":"H"}""", """ "InputPath":"$.part","OutputPath":"$.nothing","""),
            """{"part":{"x":1}}""", Answer(_ => Error("E", "why")));
        Assert.Equal(Json("""{"part":{"x":1},"failure":{"info":{"Error":"E","Cause":"why"}}}"""), result.Output);
    }

    [Fact]
    public void AnErrorWithoutANameIsCaughtByTheWildcard()
    {
        ExecutionResult result = Run(Machine("""{"ErrorEquals":["States.ALL"],"Next":"H"}"""), tasks: Answer(_ => Interpreter.Tasks.TaskResponse.Failure(null)));
        Assert.Equal(Json("""{"Error":null,"Cause":null}"""), result.Output);
    }

    [Fact]
    public void AssignOfACatcherSeesTheErrorAndTheVariablesFromBefore()
    {
        ExecutionResult result = Run("""
            {"StartAt":"I","States":{
              "I":{"Type":"Pass","Assign":{"n":1},"Next":"T"},
              "T":{"Type":"Task","Resource":"r","Assign":{"n":2},"Catch":[{"ErrorEquals":["States.ALL"],"Assign":{"before.$":"$n","error.$":"$.Error"},"Next":"H"}],"End":true},
              "H":{"Type":"Pass","Parameters":{"before.$":"$before","n.$":"$n","error.$":"$error"},"End":true}}}
            """, tasks: Answer(_ => Error("E")));
        Assert.Equal(Json("""{"before":1,"n":1,"error":"E"}"""), result.Output);
    }

    [Fact]
    public void AFailedResultSelectorOrOutputPathIsARuntimeError()
    {
        ExecutionResult result = Run(Machine("""{"ErrorEquals":["States.ALL"],"Next":"H"}""", """ "ResultSelector":{"x.$":"$.missing"},"""), tasks: Answer(_ => Ok("{}")));
        Assert.Equal("States.Runtime", result.Error);
    }

    [Fact]
    public void AResultPathThatDoesNotFitCanBeCaught()
    {
        ExecutionResult result = Run(
            Machine("""{"ErrorEquals":["States.ResultPathMatchFailure"],"Next":"H"}""", """ "ResultPath":"$.list[3]","""), """{"list":[1]}""", Answer(_ => Ok("{}")));
        Assert.Equal(["T", "H"], result.Path);
    }

    [Fact]
    public void AFailStateIsNotCaughtInItsOwnScopeButAroundIt()
    {
        ExecutionResult result = Run("""
            {"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Catch":[{"ErrorEquals":["Mine"],"Next":"H"}],"Branches":[
              {"StartAt":"F","States":{"F":{"Type":"Fail","Error":"Mine","Cause":"c"}}}]},"H":{"Type":"Pass","End":true}}}
            """);
        Assert.Equal(["P", "F", "H"], result.Path);
        Assert.Contains(new Edge("P[0]/F", EdgeKind.Fail, 0, null), result.Transitions.Select(t => t.Edge));
    }

    [Fact]
    public void AChoiceWithoutAMatchFailsTheExecution()
    {
        ExecutionResult result = Run("""
            {"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$.x","NumericEquals":1,"Next":"H"}]},"H":{"Type":"Pass","End":true}}}
            """, """{"x":2}""");
        Assert.Equal("States.NoChoiceMatched", result.Error);
    }
}
