using LambdaLift.StatesLanguage.Json;
using LambdaLift.Verifier.Calls;
using LambdaLift.Verifier.Scripts;
using LambdaLift.Verifier.Tests.Support;

namespace LambdaLift.Verifier.Tests.Scripts;

public sealed class RunsFileTests
{
    [Fact]
    public void Runs_are_read()
    {
        var runs = RunsFile.Parse(
            """
            { "runs": [
              { "name": "kept already", "handler": "Checkout", "input": { "Id": "A" },
                "services": [
                  { "operation": "dynamodb:PutItem", "call": 2, "request": { "TableName": "orders" }, "fails": "ConditionalCheckFailedException", "message": "exists" },
                  { "operation": "sns:Publish", "responds": { "MessageId": "m" } },
                  { "operation": "sns:Publish", "fails": "client-side" },
                  { "operation": "sns:Publish", "fails": "SomethingNew" } ] },
              { "input": 1 } ] }
            """);

        Assert.Equal(["Checkout", null], runs.Select(run => run.Handler));
        Assert.Equal(["kept already", "runs[1]"], runs.Select(run => run.Case.Name));
        Assert.Equal("""{"Id":"A"}""", runs[0].Case.Input.ToString());
        var script = runs[0].Case.Script;
        Assert.Equal(1, script[0].Occurrence);
        Assert.Equal("""{"TableName":"orders"}""", script[0].Request!.ToString());
        Assert.Equal(new ServiceBehaviour.Fails(FailureKind.Modelled, "ConditionalCheckFailedException", "exists"), script[0].Behaviour);
        Assert.Equal("""{"MessageId":"m"}""", Assert.IsType<ServiceBehaviour.Responds>(script[1].Behaviour).Body.ToString());
        Assert.Equal(FailureKind.ClientSide, Assert.IsType<ServiceBehaviour.Fails>(script[2].Behaviour).Failure);
        Assert.Equal(FailureKind.Unmodelled, Assert.IsType<ServiceBehaviour.Fails>(script[3].Behaviour).Failure);
    }

    [Theory]
    [InlineData("[]", "the file must hold an object with a member 'runs'")]
    [InlineData("{}", "'runs' must be a list")]
    [InlineData("""{"runs":[1]}""", "runs[0] must be an object")]
    [InlineData("""{"runs":[{}]}""", "runs[0] has no 'input'")]
    [InlineData("""{"runs":[{"input":1,"inputs":2}]}""", "runs[0] has a member 'inputs', which means nothing")]
    [InlineData("""{"runs":[{"input":1,"services":[{"operation":"dynamo:Put","fails":"X"}]}]}""", "runs[0].services[0]: there is no operation 'dynamo:Put'")]
    [InlineData("""{"runs":[{"input":1,"services":[{"operation":"sns:Publish"}]}]}""", "runs[0].services[0] must have either 'responds' or 'fails'")]
    [InlineData("""{"runs":[{"input":1,"services":[{"operation":"sns:Publish","call":0,"fails":"X"}]}]}""", "runs[0].services[0].call must be a number from 1 on")]
    public void What_is_wrong_is_said_with_its_place(string text, string problem) =>
        Assert.Contains(problem, Assert.Throws<FormatException>(() => RunsFile.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_given_run_is_made_as_it_is()
    {
        // The state machine errs only for an id that nothing in the code leads to.
        var definition = OrderFlow.Definition.Replace("$order.Id = null or $order.Id = ''", "$order.Id = null or $order.Id = '' or $order.Id = 'only-here'", StringComparison.Ordinal);
        var request = OrderFlow.Request(definition);
        Assert.Equal(VerificationStatus.Verified, (await new WorkflowVerifier().VerifyAsync(request, TestContext.Current.CancellationToken)).Status);

        var given = RunsFile.Parse("""{ "runs": [ { "name": "the one", "input": { "Id": "only-here", "Total": 1 } } ] }""");
        var report = await new WorkflowVerifier().VerifyAsync(request with { Cases = [.. given.Select(run => run.Case)] }, TestContext.Current.CancellationToken);

        Assert.Equal(VerificationStatus.Different, report.Status);
        Assert.Equal("the one", report.Counterexample!.FoundIn);
    }

    [Fact]
    public void A_broken_file_is_no_JSON() => Assert.Throws<JsonParseException>(() => RunsFile.Parse("{ \"runs\": [ }"));
}
