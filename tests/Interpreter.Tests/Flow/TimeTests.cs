using LambdaLift.Interpreter.History;
using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;
using Xunit;
using static LambdaLift.Interpreter.Tests.Machines;

namespace LambdaLift.Interpreter.Tests.Flow;

public sealed class TimeTests
{
    private static string Machine(string fields, string resource = "r") => $$$$"""
        {"StartAt":"T","States":{
          "T":{"Type":"Task","Resource":"{{{{resource}}}}",{{{{fields}}}}"Catch":[{"ErrorEquals":["States.HeartbeatTimeout"],"Next":"Beat"},{"ErrorEquals":["States.Timeout"],"Next":"Late"}],"End":true},
          "Late":{"Type":"Pass","End":true},"Beat":{"Type":"Pass","End":true}}}
        """;

    [Theory]
    [InlineData(5, "T")]
    [InlineData(5.5, "T Late")]
    public void ATaskMayTakeAsLongAsItsTimeout(double seconds, string path)
    {
        ExecutionResult result = Run(Machine(""" "TimeoutSeconds":5,"""), tasks: Answer(_ => Ok("1", seconds)));
        Assert.Equal(path, string.Join(' ', result.Path));
        Assert.Equal(TimeSpan.FromSeconds(5), result.EndTime - result.StartTime);
        Assert.Equal(seconds > 5 ? TaskOutcome.TimedOut : TaskOutcome.Succeeded, result.Calls[0].Outcome);
    }

    [Fact]
    public void TheTimeoutMayComeFromThePath()
    {
        ExecutionResult result = Run(Machine(""" "TimeoutSecondsPath":"$.t","""), """{"t":3}""", Answer(_ => TaskResponse.Pending));
        Assert.Equal(["T", "Late"], result.Path);
        Assert.Equal(TimeSpan.FromSeconds(3), result.EndTime - result.StartTime);
        Assert.Equal(Json("""{"Error":"States.Timeout","Cause":""}"""), result.Output);
    }

    [Fact]
    public void WithoutHeartbeatsTheHeartbeatRunsOut()
    {
        const string Fields = """ "TimeoutSeconds":60,"HeartbeatSeconds":10,""";
        ExecutionResult silent = Run(Machine(Fields), tasks: Answer(_ => Ok("1", 30)));
        Assert.Equal(["T", "Beat"], silent.Path);
        Assert.Equal(TimeSpan.FromSeconds(10), silent.EndTime - silent.StartTime);
        Assert.Equal("States.Timeout", silent.Calls[0].Error);
        ExecutionResult beating = Run(Machine(Fields), tasks: Answer(_ => Ok("1", 30) with { HeartbeatInterval = TimeSpan.FromSeconds(9) }));
        Assert.Equal(["T"], beating.Path);
        Assert.Equal(TimeSpan.FromSeconds(30), beating.EndTime - beating.StartTime);
    }

    [Fact]
    public void CallbacksCompleteWaitingTasks()
    {
        const string Resource = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
        string machine = Machine(""" "HeartbeatSeconds":10,"Parameters":{"token.$":"$$.Task.Token"},""", Resource);
        ExecutionResult result = Run(machine, tasks: Answer(request =>
        {
            string token = ((DataString)((DataObject)request.Parameters)["token"]).Value;
            Assert.Equal(request.TaskToken, token);
            Assert.Equal(IntegrationPattern.WaitForTaskToken, request.Pattern);
            request.Callbacks.SendTaskHeartbeat(token, TimeSpan.FromSeconds(8));
            request.Callbacks.SendTaskSuccess(token, JsonData.Parse("""{"ok":true}"""), TimeSpan.FromSeconds(15));
            request.Callbacks.SendTaskFailure(token, "TooLate", null, TimeSpan.FromSeconds(16));
            return TaskResponse.Pending;
        }));
        Assert.Equal(Json("""{"ok":true}"""), result.Output);
        Assert.Equal(TimeSpan.FromSeconds(15), result.EndTime - result.StartTime);
        Assert.Contains(result.History, e => e.Type == HistoryEventType.TaskSubmitted);
    }

    [Theory]
    [InlineData("arn:aws:states:::glue:startJobRun.sync", 600, "T")]
    [InlineData("arn:aws:states:::states:startExecution.sync:2", 600, "T")]
    [InlineData("arn:aws:states:::glue:startJobRun.sync", 3601, "T Late")]
    public void AJobIsWaitedForAsLongAsItTakes(string resource, double seconds, string path)
    {
        ExecutionResult result = Run(Machine(""" "TimeoutSeconds":3600,""", resource), tasks: Answer(request =>
        {
            Assert.Equal(IntegrationPattern.RunJob, request.Pattern);
            Assert.NotNull(request.TaskToken);
            return Ok("""{"state":"done"}""", seconds);
        }));
        Assert.Equal(path, string.Join(' ', result.Path));
        Assert.Equal(Math.Min(seconds, 3600), (result.EndTime - result.StartTime).TotalSeconds);
        Assert.Equal(
            ["TaskScheduled", "TaskStarted", "TaskSubmitted", seconds > 3600 ? "TaskTimedOut" : "TaskSucceeded"],
            result.History.Select(e => e.Type.ToString()).Where(type => type.StartsWith("Task", StringComparison.Ordinal) && !type.StartsWith("TaskState", StringComparison.Ordinal)));
    }

    [Fact]
    public void OneBranchCanCompleteTheTaskOfAnother()
    {
        string? token = null;
        ExecutionResult result = Run("""
            {"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[
              {"StartAt":"Ask","States":{"Ask":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken","End":true}}},
              {"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":3600,"Next":"Approve"},"Approve":{"Type":"Task","Resource":"r","End":true}}}]}}}
            """, tasks: Answer(request =>
        {
            if (request.StateName == "Ask")
            {
                token = request.TaskToken;
                return TaskResponse.Pending;
            }

            request.Callbacks.SendTaskSuccess(token!, JsonData.String("approved"));
            return Ok("\"sent\"");
        }));
        Assert.Equal(Json("""["approved","sent"]"""), result.Output);
        Assert.Equal(TimeSpan.FromHours(1), result.EndTime - result.StartTime);
    }

    [Fact]
    public void ATaskThatNobodyCompletesEndsWithTheExecution()
    {
        ExecutionResult result = Run("""{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"r","End":true}}}""", tasks: Answer(_ => TaskResponse.Pending));
        Assert.Equal(ExecutionStatus.TimedOut, result.Status);
        Assert.Equal(TimeSpan.FromDays(365), result.EndTime - result.StartTime);
        Assert.Equal(TaskOutcome.Aborted, result.Calls[0].Outcome);
    }

    [Fact]
    public void TheMachinesTimeoutEndsTheExecution()
    {
        ExecutionResult result = Run("""{"TimeoutSeconds":7,"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":8,"End":true}}}""");
        Assert.Equal(ExecutionStatus.TimedOut, result.Status);
        Assert.Equal("States.Timeout", result.Error);
        Assert.Equal(TimeSpan.FromSeconds(7), result.EndTime - result.StartTime);
        Assert.Equal(HistoryEventType.ExecutionTimedOut, result.History[^1].Type);
    }

    [Theory]
    [InlineData(""" "Seconds":90""", 90)]
    [InlineData(""" "SecondsPath":"$.s" """, 12)]
    [InlineData(""" "Timestamp":"2024-01-01T00:01:00Z" """, 60)]
    [InlineData(""" "Timestamp":"2024-01-01T01:01:00+01:00" """, 60)]
    [InlineData(""" "TimestampPath":"$.t" """, 30)]
    [InlineData(""" "Timestamp":"2001-01-01T00:00:00Z" """, 0)]
    public void WaitMovesTheVirtualClock(string fields, double seconds)
    {
        ExecutionResult result = Run($$$$"""{"StartAt":"W","States":{"W":{"Type":"Wait",{{{{fields}}}},"End":true}}}""", """{"s":12,"t":"2024-01-01T00:00:30Z"}""");
        Assert.Equal(ExecutionStatus.Succeeded, result.Status);
        Assert.Equal(seconds, (result.EndTime - result.StartTime).TotalSeconds);
    }
}
