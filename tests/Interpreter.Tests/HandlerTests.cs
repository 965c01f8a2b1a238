using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;
using Xunit;
using static LambdaLift.Interpreter.Tests.Machines;

namespace LambdaLift.Interpreter.Tests;

public sealed class HandlerTests
{
    private const string TwoTasks = """
        {"StartAt":"Get","States":{
          "Get":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Retry":[{"ErrorEquals":["Lambda.ServiceException"]}],"Next":"Send"},
          "Send":{"Type":"Task","Resource":"arn:aws:states:::sns:publish","End":true}}}
        """;

    private const string Mocks = """
        {"StateMachines":{"M":{"TestCases":{
           "Happy":{"Get":"GetOk","Send":"SendOk"},
           "Flaky":{"Get":"GetFlaky","Send":"SendOk"},
           "Short":{"Get":"GetThrows","Send":"SendOk"}}}},
         "MockedResponses":{
           "GetOk":{"0":{"Return":{"StatusCode":200}}},
           "GetFlaky":{"0-1":{"Throw":{"Error":"Lambda.ServiceException","Cause":"busy"}},"2":{"Return":{"StatusCode":201}}},
           "GetThrows":{"0":{"Throw":{"Error":"Lambda.ServiceException","Cause":"busy"}}},
           "SendOk":{"0":{"Return":{"MessageId":"m"}}}}}
        """;

    [Fact]
    public void AMockConfigurationFileAnswersByInvocation()
    {
        MockConfiguration mocks = MockConfiguration.Parse(Mocks);
        Assert.Equal(["Happy", "Flaky", "Short"], mocks.TestCases("M"));
        Assert.Equal(["Get", "Send"], Run(TwoTasks, tasks: mocks.CreateHandler("M", "Happy")).Calls.Select(c => c.StateName));
        ExecutionResult flaky = Run(TwoTasks, tasks: mocks.CreateHandler(null, "Flaky"));
        Assert.Equal(["Get", "Get", "Get", "Send"], flaky.Calls.Select(c => c.StateName));
        Assert.Equal(Json("""{"StatusCode":201}"""), flaky.Calls[2].Output);
        Assert.Equal(Json("""{"MessageId":"m"}"""), flaky.Output);
    }

    [Fact]
    public void MoreCallsThanMocksAreAFaultOfTheTest()
    {
        var error = Assert.Throws<MissingMockException>(() => Run(TwoTasks, tasks: MockConfiguration.Parse(Mocks).CreateHandler("M", "Short")));
        Assert.Contains("invocation 1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "must be a JSON object")]
    [InlineData("{}", "no member 'StateMachines'")]
    [InlineData("""{"StateMachines":{"M":{"TestCases":{"C":{"S":"Nope"}}}}}""", "'Nope'")]
    [InlineData("""{"StateMachines":{},"MockedResponses":{"R":{"x":{"Return":1}}}}""", "MockedResponses/R/x")]
    [InlineData("""{"StateMachines":{},"MockedResponses":{"R":{"2-1":{"Return":1}}}}""", "MockedResponses/R/2-1")]
    [InlineData("""{"StateMachines":{},"MockedResponses":{"R":{"0":{}}}}""", "either 'Return' or 'Throw'")]
    public void AFaultyMockConfigurationIsNamed(string text, string message)
    {
        var error = Assert.Throws<FormatException>(() => MockConfiguration.Parse(text));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownTestCasesAreRefusedWithTheKnownOnes()
    {
        var error = Assert.Throws<ArgumentException>(() => MockConfiguration.Parse(Mocks).CreateHandler("M", "Nope"));
        Assert.Contains("Happy, Flaky, Short", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AScriptedServiceAnswersByStateResourceAndCondition()
    {
        var services = new ScriptedService();
        services.OnState("Get").Throws("Lambda.ServiceException").Returns(Json("""{"n":1}"""));
        services.OnResource("sns:publish").Returns(Json("1"));
        services.OnResource("sns:publish", r => ((DataObject)r.Parameters).ContainsKey("n")).Returns(r => ((DataObject)r.Parameters)["n"]);
        services.OnAnything().Returns(Json("0"));
        ExecutionResult result = Run(TwoTasks, tasks: services);
        Assert.Equal(3, result.Calls.Count);
        Assert.Equal(Json("1"), result.Output);
    }

    [Fact]
    public void WithoutAHandlerATaskIsAFaultOfTheTest()
    {
        var error = Assert.Throws<MissingMockException>(() => Run(TwoTasks));
        Assert.Contains("'Get'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ExceptionsOfTheHandlerReachTheCaller() =>
        Assert.Throws<InvalidOperationException>(() => Run(TwoTasks, tasks: Answer(_ => throw new InvalidOperationException("bug"))));

    [Fact]
    public void SubstitutionsCannotBreakOutOfTheirString()
    {
        StateMachineInterpreter machine = StateMachineInterpreter.Parse(
            """{"StartAt":"P","States":{"P":{"Type":"Pass","Result":"${Value}","End":true}}}""",
            new Dictionary<string, string> { ["Value"] = """a"},"x":{"b\""" });
        Assert.Equal(JsonData.String("""a"},"x":{"b\"""), machine.Execute(DataObject.Empty).Output);
    }

    [Theory]
    [InlineData("{", "JSON")]
    [InlineData("""{"StartAt":"X","States":{"P":{"Type":"Pass","End":true}}}""", "'X'")]
    [InlineData("""{"StartAt":"P","States":{"P":{"Type":"Pass","Next":"Q"}}}""", "'Q'")]
    [InlineData("""{"StartAt":"P","States":{"P":{"Type":"Pass","InputPath":"$[","End":true}}}""", "'P'")]
    public void DefinitionsThatCannotRunAreRefused(string definition, string message)
    {
        var error = Assert.Throws<InvalidDefinitionException>(() => StateMachineInterpreter.Parse(definition));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
