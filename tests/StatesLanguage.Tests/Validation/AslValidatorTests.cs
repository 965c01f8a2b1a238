using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.StatesLanguage.Validation;

namespace LambdaLift.StatesLanguage.Tests.Validation;

/// <summary>What the pages of the rules do not show: several problems at once, places, scopes, options.</summary>
public class AslValidatorTests
{
    private static string Found(string definition, AslValidationOptions? options = null) =>
        string.Join(' ', AslValidator.Validate(definition, options).Select(problem => problem.Id + "@" + problem.Path));

    [Fact]
    public void All_problems_are_found_with_their_places()
    {
        const string Definition =
            """
            {
              "StartAt": "A",
              "States": {
                "A": { "Type": "Task", "Resource": "nope", "Next": "C", "TimeoutSeconds": 0 },
                "B": { "Type": "Pass", "Parameters": { "x.$": "States.Format('{}', $.a" } }
              }
            }
            """;
        Assert.Equal(
            """
            (4,40): error LIFT4035: The resource 'nope' is not a valid ARN
            (4,56): error LIFT4011: There is no state 'C' among the states that 'A' can go to
            (4,79): error LIFT4010: The field 'TimeoutSeconds' must be an integer from 1 to 99999999, but is 0
            (5,10): error LIFT4012: The state 'B' is not reachable
            (5,10): error LIFT4015: The state 'B' needs either 'Next' or "End": true
            (5,75): error LIFT4020: The value of 'x.$' must be a JSONPath or an intrinsic function: ',' or ')' expected at character 24 of 'States.Format('{}', $.a'
            """,
            string.Join('\n', AslValidator.Validate(Definition)));
    }

    [Theory]
    [InlineData("{% ($x := 1; $x + $states.input.n) %}", "")]
    [InlineData("{% function($a){$a + $b}(1) %}", "LIFT4026@/States/A/Output")]
    [InlineData("{% $map([1], function($v, $i){$v + $i}) %}", "")]
    [InlineData("{% $states.input.(list@$l.{'x': $l}) %}", "")]
    [InlineData("{% $states %}", "")]
    [InlineData("{% $states.inpt %}", "LIFT4025@/States/A/Output")]
    [InlineData("{% $states.context.Execution.Id %}", "")]
    [InlineData("{% $hash('x', 'MD5') & $uuid() & $string($random(1)) %}", "")]
    [InlineData("{% $nope(1) %}", "LIFT4026@/States/A/Output")]
    [InlineData("plain", "")]
    [InlineData("{%%}", "LIFT4023@/States/A/Output")]
    [InlineData("{%", "LIFT4024@/States/A/Output")]
    [InlineData("${Expression}", "")]
    public void Expressions_use_what_is_there(string output, string found) => Assert.Equal(
        found,
        Found(JsonData.Object(
            ("QueryLanguage", "JSONata"),
            ("StartAt", "A"),
            ("States", JsonData.Object(("A", JsonData.Object(("Type", "Succeed"), ("Output", output)))))).ToString()));

    [Fact]
    public void Results_and_errors_are_seen_where_they_exist()
    {
        const string Definition =
            """
            {"QueryLanguage":"JSONata","StartAt":"T","States":{
              "T":{"Type":"Task","Resource":"arn:aws:states:::sns:publish","Arguments":"{% $states.result %}","Assign":{"r":"{% $states.result %}","e":"{% $states.errorOutput %}"},
                "Output":"{% $states.result %}","Catch":[{"ErrorEquals":["States.ALL"],"Next":"S","Assign":{"c":"{% $states.errorOutput %}"},"Output":"{% $states.result %}"}],"Next":"C"},
              "C":{"Type":"Choice","Choices":[{"Condition":"{% $r = $states.result %}","Next":"S"}],"Default":"S"},
              "S":{"Type":"Succeed"}}}
            """;
        Assert.Equal("LIFT4025@/States/T/Arguments LIFT4025@/States/T/Assign/e LIFT4025@/States/T/Catch[0]/Output LIFT4025@/States/C/Choices[0]/Condition", Found(Definition));
    }

    [Fact]
    public void Scopes_are_those_of_the_surrounding_states()
    {
        const string Definition =
            """
            {"StartAt":"P","States":{
              "P":{"Type":"Parallel","Assign":{"out":1},"Next":"R","Branches":[
                {"StartAt":"B1","States":{"B1":{"Type":"Pass","Assign":{"inner":1,"out":2},"Next":"B2"},"B2":{"Type":"Pass","Parameters":{"a.$":"$inner","b.$":"$out"},"End":true}}},
                {"StartAt":"B3","States":{"B3":{"Type":"Pass","Parameters":{"a.$":"$inner"},"End":true}}}]},
              "R":{"Type":"Pass","InputPath":"$inner","End":true}}}
            """;
        Assert.Equal(
            "LIFT4028@/States/P/Branches[0]/States/B1/Assign/out LIFT4026@/States/P/Branches[1]/States/B3/Parameters/a.$ LIFT4026@/States/R/InputPath",
            Found(Definition));
    }

    [Theory]
    [InlineData("States.Http.StatusCode.404", "")]
    [InlineData("States.Http.StatusCode.599", "")]
    [InlineData("States.Http.Socket", "")]
    [InlineData("States.Http.StatusCode.99", "LIFT4030@/States/A/Catch[0]/ErrorEquals[0]")]
    [InlineData("States.Http.StatusCode.600", "LIFT4030@/States/A/Catch[0]/ErrorEquals[0]")]
    [InlineData("States.Http.StatusCode.", "LIFT4030@/States/A/Catch[0]/ErrorEquals[0]")]
    [InlineData("States.Http.StatusCode.4xx", "LIFT4030@/States/A/Catch[0]/ErrorEquals[0]")]
    [InlineData("States.Http.Status", "LIFT4030@/States/A/Catch[0]/ErrorEquals[0]")]
    public void Errors_of_HTTP_tasks_are_those_with_a_status(string error, string found) => Assert.Equal(found, Found(
        $$$$"""{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","Catch":[{"ErrorEquals":["{{{{error}}}}"],"Next":"B"}],"End":true},"B":{"Type":"Succeed"}}}"""));

    [Theory]
    [InlineData("""{"Type":"Task","Resource":"arn:aws:states:us-east-1:123456789012:activity:x","End":true}""", "LIFT4037@/States/A/Resource")]
    [InlineData("""{"Type":"Task","Resource":"arn:aws:states:::ecs:runTask.sync:2","End":true}""", "LIFT4037@/States/A/Resource")]
    [InlineData("""{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken","End":true}""", "LIFT4037@/States/A/Resource")]
    [InlineData("""{"Type":"Wait","Seconds":301,"End":true}""", "LIFT4037@/States/A/Seconds")]
    [InlineData("""{"Type":"Wait","Seconds":300,"End":true}""", "")]
    public void Express_can_do_less(string state, string found)
    {
        var definition = $$$"""{"StartAt":"A","States":{"A":{{{state}}}}}""";
        Assert.Equal(found, Found(definition, new AslValidationOptions { Type = WorkflowType.Express }));
        Assert.Equal("", Found(definition));
    }

    [Theory]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:f:live", TaskResourceKind.Lambda, "lambda", "f", TaskPattern.RequestResponse)]
    [InlineData("arn:aws-us-gov:states:::aws-sdk:dynamodb:getItem", TaskResourceKind.AwsSdk, "dynamodb", "getItem", TaskPattern.RequestResponse)]
    [InlineData("arn:aws:states:::glue:startJobRun.sync", TaskResourceKind.Optimized, "glue", "startJobRun", TaskPattern.Sync)]
    [InlineData("arn:aws:states:::states:startExecution.sync:2", TaskResourceKind.Optimized, "states", "startExecution", TaskPattern.SyncV2)]
    [InlineData("arn:aws:states:::lambda:invoke.waitForTaskToken", TaskResourceKind.Optimized, "lambda", "invoke", TaskPattern.WaitForTaskToken)]
    [InlineData("arn:aws:states:eu-west-1:1:activity:a b", TaskResourceKind.Activity, "", "a b", TaskPattern.RequestResponse)]
    [InlineData("arn:aws:swf:us-east-1:123456789012:task:X", TaskResourceKind.Other, "swf", "", TaskPattern.RequestResponse)]
    public void Resources_are_taken_apart(string resource, TaskResourceKind kind, string service, string action, TaskPattern pattern) =>
        Assert.Equal(new TaskResource(kind, service, action, pattern), TaskResource.Parse(resource));

    [Theory]
    [InlineData("2026-03-14T01:59:00Z", "2026-03-14T01:59:00.0000000+00:00")]
    [InlineData("2026-03-14T01:59:00.123456789+02:00", "2026-03-14T01:59:00.1234567+02:00")]
    [InlineData("2026-03-14T01:59Z", "2026-03-14T01:59:00.0000000+00:00")]
    [InlineData("2026-03-14T01:59:00", null)]
    [InlineData("2026-03-14 01:59:00Z", null)]
    [InlineData("2026-13-14T01:59:00Z", null)]
    [InlineData("2026-03-14T25:59:00Z", null)]
    [InlineData("05-12-2016T21:29:29Z", null)]
    [InlineData("2026-03-14T01:59:00z", null)]
    [InlineData("", null)]
    public void Timestamps_are_RFC_3339(string text, string? expected)
    {
        Assert.Equal(expected is not null, Timestamps.TryParse(text, out var value));
        if (expected is not null)
        {
            Assert.Equal(expected, value.ToString("O"));
        }
    }

    [Fact]
    public void A_machine_that_a_program_built_is_validated_too()
    {
        var machine = new StateMachine { StartAt = "A", States = [new TaskState { Name = "A", Resource = "arn:aws:states:::sns:publish", Next = "B" }] };
        var problem = AslValidator.Validate(machine).First();
        Assert.Equal(("LIFT4011", "/States/A/Next", SourcePosition.None), (problem.Id, problem.Path, problem.Position));
    }
}
