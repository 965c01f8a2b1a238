using LambdaLift.Interpreter.History;
using LambdaLift.StatesLanguage.Json;
using Xunit;
using static LambdaLift.Interpreter.Tests.Machines;

namespace LambdaLift.Interpreter.Tests;

public sealed class HistoryTests
{
    [Fact]
    public void EventsFollowEachOtherAsOnAws()
    {
        int calls = 0;
        ExecutionResult result = Run("""
            {"StartAt":"M","States":{"M":{"Type":"Map","ItemsPath":"$.items","End":true,"ItemProcessor":{"StartAt":"T","States":{
              "T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Retry":[{"ErrorEquals":["E"]}],"End":true}}}}}}
            """, """{"items":[1]}""", Answer(_ => calls++ == 0 ? Error("E", "c") : Ok("2")));
        Assert.Equal(
            [
                "1<0 ExecutionStarted", "2<1 MapStateEntered", "3<2 MapStateStarted", "4<3 MapIterationStarted", "5<4 TaskStateEntered", "6<5 TaskScheduled", "7<6 TaskStarted",
                "8<7 TaskFailed", "9<8 TaskScheduled", "10<9 TaskStarted", "11<10 TaskSucceeded", "12<11 TaskStateExited", "13<12 MapIterationSucceeded",
                "14<13 MapStateSucceeded", "15<14 MapStateExited", "16<15 ExecutionSucceeded",
            ],
            result.History.Select(e => $"{e.Id}<{e.PreviousEventId} {e.Type}"));
        Assert.Equal(result.EventCount, result.History.Count);
        Assert.Equal(
            Json("""
                {"timestamp":"2024-01-01T00:00:00.000Z","type":"TaskFailed","id":8,"previousEventId":7,
                 "taskFailedEventDetails":{"resourceType":"lambda","resource":"invoke","error":"E","cause":"c"}}
                """),
            result.History[7].ToJson());
        Assert.Equal(
            Json("""{"name":"T","output":"2"}"""), ((DataObject)result.History[11].ToJson())["stateExitedEventDetails"]);
    }

    [Fact]
    public void FunctionsAndActivitiesHaveTheirOwnEvents()
    {
        ExecutionResult result = Run("""
            {"StartAt":"F","States":{
              "F":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:f","Next":"A"},
              "A":{"Type":"Task","Resource":"arn:aws:states:us-east-1:123456789012:activity:a","End":true}}}
            """, tasks: Answer(_ => Ok("1")));
        Assert.Contains(HistoryEventType.LambdaFunctionSucceeded, result.History.Select(e => e.Type));
        Assert.Contains(HistoryEventType.ActivitySucceeded, result.History.Select(e => e.Type));
    }

    [Fact]
    public void AFailedExpressionIsAnEvent()
    {
        ExecutionResult result = Run("""{"QueryLanguage":"JSONata","StartAt":"P","States":{"P":{"Type":"Pass","Output":"{% $nothing %}","End":true}}}""");
        Assert.Equal(["ExecutionStarted", "PassStateEntered", "EvaluationFailed", "ExecutionFailed"], result.History.Select(e => e.Type.ToString()));
    }

    [Fact]
    public void BranchesThatAreCalledOffAreEvents()
    {
        ExecutionResult result = Run("""
            {"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[
              {"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":9,"End":true}}},
              {"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::sns:publish","End":true}}}]}}}
            """, tasks: Answer(_ => Error("E", "c", 1)));
        Assert.Equal(
            ["TaskFailed", "ParallelStateFailed", "WaitStateAborted", "ExecutionFailed"],
            result.History.Select(e => e.Type.ToString()).SkipWhile(type => type != "TaskFailed"));
        Assert.Equal(Json("""{"error":"E","cause":"c"}"""), ((DataObject)result.History[^1].ToJson())["executionFailedEventDetails"]);
    }
}
