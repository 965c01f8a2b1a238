using LambdaLift.StatesLanguage.Json;
using Xunit;
using static LambdaLift.Interpreter.Tests.Machines;

namespace LambdaLift.Interpreter.Tests.Flow;

public sealed class JsonataTests
{
    [Fact]
    public void OutputAndAssignSeeTheSameValues()
    {
        ExecutionResult result = Run("""
            {"QueryLanguage":"JSONata","StartAt":"I","States":{
              "I":{"Type":"Pass","Assign":{"a":1,"b":2},"Next":"S"},
              "S":{"Type":"Pass","Assign":{"a":"{% $b %}","b":"{% $a %}"},"Output":"{% $a & '-' & $b %}","Next":"E"},
              "E":{"Type":"Pass","Output":{"before":"{% $states.input %}","a":"{% $a %}","b":"{% $b %}"},"End":true}}}
            """);
        Assert.Equal(Json("""{"before":"1-2","a":2,"b":1}"""), result.Output);
    }

    [Fact]
    public void AFailedOutputAssignsNothingAndCanBeCaught()
    {
        ExecutionResult result = Run("""
            {"QueryLanguage":"JSONata","StartAt":"I","States":{
              "I":{"Type":"Pass","Assign":{"a":1},"Next":"T"},
              "T":{"Type":"Task","Resource":"r","Assign":{"a":2},"Output":"{% $states.result.missing %}","Catch":[{"ErrorEquals":["States.QueryEvaluationError"],"Output":"{% $states.errorOutput.Error %}","Next":"E"}],"End":true},
              "E":{"Type":"Pass","Output":{"error":"{% $states.input %}","a":"{% $a %}"},"End":true}}}
            """, tasks: Answer(_ => Ok("{}")));
        Assert.Equal(Json("""{"error":"States.QueryEvaluationError","a":1}"""), result.Output);
    }

    [Theory]
    [InlineData("""{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":["{% $uuid() %}","{% $uuid() %}"],"End":true}}}""")]
    [InlineData("""{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"ids.$":"States.Array(States.UUID(), States.UUID())"},"OutputPath":"$.ids","End":true}}}""")]
    public void IdsComeFromTheOptionsInBothLanguages(string states)
    {
        int drawn = 0;

        ExecutionResult result = Run(states, configure: o => o with { Ids = () => new Guid(++drawn, 0, 0, new byte[8]) });

        Assert.Equal(Json("""["00000001-0000-0000-0000-000000000000","00000002-0000-0000-0000-000000000000"]"""), result.Output);
    }

    [Fact]
    public void RandomNumbersComeFromTheOptions()
    {
        ExecutionResult result = Run("""{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":"{% $random() %}","End":true}}}""", configure: static o => o with { Randoms = static () => 0.25 });

        Assert.Equal(Json("0.25"), result.Output);
    }

    [Fact]
    public void AStateOfAJsonPathMachineMayBeJsonata()
    {
        ExecutionResult result = Run("""
            {"StartAt":"A","States":{
              "A":{"Type":"Pass","Parameters":{"n.$":"States.MathAdd($.n, 1)"},"Assign":{"v.$":"$.n"},"Next":"B"},
              "B":{"Type":"Task","QueryLanguage":"JSONata","Resource":"r","Arguments":{"sum":"{% $states.input.n + $v %}"},"Output":{"twice":"{% $states.result * 2 %}"},"Next":"C"},
              "C":{"Type":"Pass","InputPath":"$.twice","End":true}}}
            """, """{"n":4}""", Answer(r => Ok(((DataObject)r.Parameters)["sum"].ToJson())));
        Assert.Equal(Json("20"), result.Output);
    }

    [Theory]
    [InlineData("""{"n":1}""", "One", "rule")]
    [InlineData("""{"n":2}""", "Other", "default")]
    public void AChoiceRuleHasItsOwnOutputAndAssign(string input, string state, string output)
    {
        ExecutionResult result = Run("""
            {"QueryLanguage":"JSONata","StartAt":"C","States":{
              "C":{"Type":"Choice","Choices":[{"Condition":"{% $states.input.n = 1 %}","Output":"rule","Assign":{"by":"rule"},"Next":"One"}],"Default":"Other","Output":"default","Assign":{"by":"default"}},
              "One":{"Type":"Pass","Output":{"in":"{% $states.input %}","by":"{% $by %}"},"End":true},
              "Other":{"Type":"Pass","Output":{"in":"{% $states.input %}","by":"{% $by %}"},"End":true}}}
            """, input);
        Assert.Equal(["C", state], result.Path);
        Assert.Equal(JsonData.Object(("in", output), ("by", output)), result.Output);
    }

    [Fact]
    public void ItemsSelectorsAndTheContextObject()
    {
        ExecutionResult result = Run("""
            {"QueryLanguage":"JSONata","StartAt":"M","States":{"M":{"Type":"Map","Items":"{% $states.input.items %}","MaxConcurrency":"{% 1 + 1 %}",
              "ItemSelector":{"i":"{% $states.context.Map.Item.Index %}","v":"{% $states.context.Map.Item.Value %}","all":"{% $count($states.input.items) %}"},
              "Output":"{% $states.result.(i & ':' & v & '/' & all) %}","End":true,
              "ItemProcessor":{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}}}}
            """, """{"items":["a","b"]}""");
        Assert.Equal(Json("""["0:a/2","1:b/2"]"""), result.Output);
    }

    [Fact]
    public void ArgumentsOfAParallelAreTheInputOfItsBranches()
    {
        ExecutionResult result = Run("""
            {"QueryLanguage":"JSONata","StartAt":"P","States":{"P":{"Type":"Parallel","Arguments":{"x":"{% $states.input.n %}"},"End":true,"Branches":[
              {"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}},
              {"StartAt":"B","States":{"B":{"Type":"Pass","Output":"{% $states.input.x + 1 %}","End":true}}}]}}}
            """, """{"n":1}""");
        Assert.Equal(Json("""[{"x":1},2]"""), result.Output);
    }

    [Fact]
    public void TimeAndRandomValuesAreTheRunsOwn()
    {
        const string Machine = """
            {"QueryLanguage":"JSONata","StartAt":"W","States":{
              "W":{"Type":"Wait","Seconds":90,"Next":"P"},
              "P":{"Type":"Pass","Output":{"now":"{% $now() %}","uuid":"{% $uuid() %}","random":"{% $random() %}","entered":"{% $states.context.State.EnteredTime %}"},"End":true}}}
            """;
        ExecutionResult result = Run(Machine);
        Assert.Equal("2024-01-01T00:01:30.000Z", ((DataString)((DataObject)result.Output!)["now"]).Value);
        Assert.Equal("2024-01-01T00:01:30.000Z", ((DataString)((DataObject)result.Output)["entered"]).Value);
        Assert.Equal(result.Output, Run(Machine).Output);
        Assert.NotEqual(result.Output, Run(Machine, configure: o => o with { Seed = 5 }).Output);
    }

    [Fact]
    public void ASyntaxErrorIsFoundBeforeTheRun()
    {
        var error = Assert.Throws<InvalidDefinitionException>(() => Run("""{"QueryLanguage":"JSONata","StartAt":"P","States":{"P":{"Type":"Pass","Output":"{% 1 + %}","End":true}}}"""));
        Assert.Contains("'P'", error.Message, StringComparison.Ordinal);
        Assert.Contains("S02", error.Message, StringComparison.Ordinal);
    }
}
