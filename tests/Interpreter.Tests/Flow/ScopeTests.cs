using Xunit;
using static LambdaLift.Interpreter.Tests.Machines;

namespace LambdaLift.Interpreter.Tests.Flow;

public sealed class ScopeTests
{
    [Fact]
    public void AssignSeesTheValuesFromBeforeTheState()
    {
        ExecutionResult result = Run("""
            {"StartAt":"I","States":{
              "I":{"Type":"Pass","Assign":{"a":1,"b":2},"Next":"S"},
              "S":{"Type":"Pass","Assign":{"a.$":"$b","b.$":"$a"},"Parameters":{"a.$":"$a"},"Next":"E"},
              "E":{"Type":"Pass","Parameters":{"in.$":"$","a.$":"$a","b.$":"$b"},"End":true}}}
            """);
        Assert.Equal(Json("""{"in":{"a":1},"a":2,"b":1}"""), result.Output);
    }

    [Fact]
    public void AFailedAssignAssignsNothing()
    {
        ExecutionResult result = Run("""
            {"StartAt":"I","States":{
              "I":{"Type":"Pass","Assign":{"a":1},"Next":"T"},
              "T":{"Type":"Task","Resource":"r","ResultPath":"$.x[0]","Assign":{"a":2,"b":3},"Catch":[{"ErrorEquals":["States.ALL"],"Next":"E"}],"End":true},
              "E":{"Type":"Pass","Parameters":{"a.$":"$a"},"End":true}}}
            """, tasks: Answer(_ => Ok("1")));
        Assert.Equal(Json("""{"a":1}"""), result.Output);
        Assert.Equal(["a"], result.Variables.Keys);
    }

    [Fact]
    public void BranchesReadOuterVariablesAndKeepTheirOwn()
    {
        ExecutionResult result = Run("""
            {"StartAt":"I","States":{
              "I":{"Type":"Pass","Assign":{"outer":7},"Next":"M"},
              "M":{"Type":"Map","ItemsPath":"$.items","Next":"E","ItemProcessor":{"StartAt":"A","States":{
                "A":{"Type":"Pass","Assign":{"mine.$":"$"},"Next":"B"},
                "B":{"Type":"Pass","Parameters":{"outer.$":"$outer","mine.$":"$mine"},"End":true}}}},
              "E":{"Type":"Pass","End":true}}}
            """, """{"items":[1,2]}""");
        Assert.Equal(Json("""[{"outer":7,"mine":1},{"outer":7,"mine":2}]"""), result.Output);
        Assert.Equal(["outer"], result.Variables.Keys);
    }

    [Fact]
    public void AVariableOfAnIterationIsGoneAfterwards()
    {
        ExecutionResult result = Run("""
            {"StartAt":"M","States":{
              "M":{"Type":"Map","ItemsPath":"$.items","Next":"E","ItemProcessor":{"StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"mine":1},"End":true}}}},
              "E":{"Type":"Pass","Parameters":{"x.$":"$mine"},"End":true}}}
            """, """{"items":[1]}""");
        Assert.Equal("States.Runtime", result.Error);
    }

    [Fact]
    public void AssigningAnOuterVariableInsideIsRefused()
    {
        var error = Assert.Throws<InvalidDefinitionException>(() => Run("""
            {"StartAt":"I","States":{
              "I":{"Type":"Pass","Assign":{"x":7},"Next":"P"},
              "P":{"Type":"Parallel","End":true,"Branches":[{"StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"x":1},"End":true}}}]}}}
            """));
        Assert.Contains("'x'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ChildExecutionsOfADistributedMapDoNotSeeVariables()
    {
        ExecutionResult result = Run("""
            {"StartAt":"I","States":{
              "I":{"Type":"Pass","Assign":{"outer":7},"Next":"M"},
              "M":{"Type":"Map","ItemsPath":"$.items","End":true,"ItemSelector":{"outer.$":"$outer"},
                "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"A","States":{
                  "A":{"Type":"Pass","Assign":{"outer":1},"Parameters":{"in.$":"$"},"End":true}}}}}}
            """, """{"items":[1]}""");
        Assert.Equal(Json("""[{"in":{"outer":7}}]"""), result.Output);
    }
}
