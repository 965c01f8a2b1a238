using LambdaLift.Interpreter;
using LambdaLift.Interpreter.Coverage;
using LambdaLift.Interpreter.Tasks;
using LambdaLift.Interpreter.TestState;
using LambdaLift.StatesLanguage.Json;

namespace StateMachineTests;

public sealed class OrderTests
{
    private static readonly StateMachineInterpreter Machine = StateMachineInterpreter.Parse(
        File.ReadAllText("order.asl.json"),
        new Dictionary<string, string>
        {
            ["ReserveFunction"] = "reserve",
            ["ChargeFunction"] = "charge",
            ["CustomerTopic"] = "arn:aws:sns:eu-west-1:123456789012:customers",
            ["WarehouseQueue"] = "https://sqs.eu-west-1.amazonaws.com/123456789012/warehouse",
        });

    private static readonly JsonData Order = JsonData.Parse("""{"customer":"c-1","items":[{"sku":"a"},{"sku":"b"}]}""");

    /// <summary>What every service answers unless a test says otherwise.</summary>
    private static ScriptedService Services()
    {
        var services = new ScriptedService();
        services.OnState("Reserve").Returns(JsonData.Parse("""{"Payload":{"price":21}}"""));
        services.OnState("Charge").Returns(JsonData.Parse("""{"Payload":{"receipt":"r-1"}}"""));
        services.OnAnything().Returns(JsonData.Parse("""{"MessageId":"m"}"""));
        return services;
    }

    [Fact]
    public void AnOrderIsPaid()
    {
        ExecutionResult result = Machine.Execute(Order, Services());

        Assert.Equal(ExecutionStatus.Succeeded, result.Status);
        Assert.Equal(JsonData.Parse("""{"status":"paid","total":42,"receipt":"r-1"}"""), result.Output);
        Assert.Equal(["HasItems", "ReserveItems", "Reserve", "Reserve", "Charge", "Notify", "TellCustomer", "TellWarehouse"], result.Path);
        TaskCall charge = result.Calls.Single(call => call.StateName == "Charge");
        Assert.Equal(JsonData.Parse("""{"FunctionName":"charge","Payload":{"customer":"c-1","amount":42}}"""), charge.Parameters);
    }

    [Fact]
    public void ABusyPaymentServiceIsTriedAgain()
    {
        // The same file works with Step Functions Local.
        ITaskHandler mocks = MockConfiguration.Parse(File.ReadAllText("order.mocks.json")).CreateHandler("Order", "BusyPayment");

        ExecutionResult result = Machine.Execute(Order, mocks);

        Assert.Equal(ExecutionStatus.Succeeded, result.Status);
        Assert.Equal(3, result.Calls.Count(call => call.StateName == "Charge"));
        // Two seconds, then four, on a clock that costs no time.
        Assert.Equal(TimeSpan.FromSeconds(6), result.EndTime - result.StartTime);
    }

    [Fact]
    public void ADeclinedPaymentIsNoFailure()
    {
        ScriptedService services = Services();
        services.OnState("Charge", request => request.Attempt == 0).Throws("Payment.Declined", "insufficient funds");

        ExecutionResult result = Machine.Execute(Order, services);

        Assert.Equal(JsonData.Parse("""{"status":"declined","customer":"c-1"}"""), result.Output);
        Assert.DoesNotContain("Notify", result.Path);
    }

    [Fact]
    public void ASlowPaymentTimesOut()
    {
        ExecutionResult result = Machine.Execute(Order, new ExecutionOptions
        {
            TaskHandler = new DelegateTaskHandler(request => request.StateName == "Charge"
                ? TaskResponse.Success(JsonData.Null, duration: TimeSpan.FromMinutes(1))
                : Services().Handle(request)),
        });

        Assert.Equal("States.Timeout", result.Error);
    }

    [Fact]
    public void OneStateCanBeTestedAlone()
    {
        StateTestResult result = Machine.TestState(new StateTest
        {
            StateName = "Charge",
            Input = Order,
            Variables = JsonData.Object(("total", 5)),
            MockError = new TaskFailedException("Lambda.TooManyRequestsException"),
        });

        Assert.Equal(StateTestStatus.Retriable, result.Status);
    }

    [Fact]
    public void TheTestsTakeEveryWayThroughTheMachine()
    {
        ScriptedService declined = Services(), busy = Services();
        declined.OnState("Charge", _ => true).Throws("Payment.Declined");
        busy.OnState("Charge", request => request.Attempt == 0).Throws("Lambda.TooManyRequestsException");
        ExecutionResult[] results =
        [
            Machine.Execute(Order, Services()),
            Machine.Execute(Order, declined),
            Machine.Execute(Order, busy),
            Machine.Execute(JsonData.Parse("""{"customer":"c-1","items":[]}"""), Services()),
        ];

        Assert.Empty(DefinitionEdges.Uncovered(Machine.Definition, results));
    }
}
