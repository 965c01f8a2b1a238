using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.Verifier.Comparison;
using LambdaLift.Verifier.Hosting;
using LambdaLift.Verifier.Tests.Support;

namespace LambdaLift.Verifier.Tests.Verification;

/// <summary>Order as services see it: what is awaited one after the other stays in order, what starts together may come in any.</summary>
public sealed class FanOutTests
{
    private const string Together = "await Task.WhenAll(Put(\"a\"), Put(\"b\"));";
    private const string InTurn = "await Put(\"a\"); await Put(\"b\");";
    private const string BothChains = "await Task.WhenAll(Chain(\"a\"), Chain(\"b\"));";

    private const string Parallel =
        """
        { "StartAt": "Both", "States": { "Both": { "Type": "Parallel", "ResultPath": null, "Next": "End", "Branches": [
          { "StartAt": "A", "States": { "A": { "Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "Parameters": { "TableName": "a", "Item": {} }, "End": true } } },
          { "StartAt": "B", "States": { "B": { "Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "Parameters": { "TableName": "b", "Item": {} }, "End": true } } } ] },
          "End": { "Type": "Pass", "Result": null, "End": true } } }
        """;

    private const string Sequence =
        """
        { "StartAt": "A", "States": {
          "A": { "Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "Parameters": { "TableName": "a", "Item": {} }, "Next": "B" },
          "B": { "Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "Parameters": { "TableName": "b", "Item": {} }, "Next": "End" },
          "End": { "Type": "Pass", "Result": null, "End": true } } }
        """;

    private const string ChainsOneAfterTheOther =
        """
        { "StartAt": "A1", "States": {
          "A1": { "Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "Parameters": { "TableName": "a", "Item": {} }, "Next": "A2" },
          "A2": { "Type": "Task", "Resource": "arn:aws:states:::dynamodb:deleteItem", "Parameters": { "TableName": "a", "Key": {} }, "Next": "B1" },
          "B1": { "Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "Parameters": { "TableName": "b", "Item": {} }, "Next": "B2" },
          "B2": { "Type": "Task", "Resource": "arn:aws:states:::dynamodb:deleteItem", "Parameters": { "TableName": "b", "Key": {} }, "Next": "End" },
          "End": { "Type": "Pass", "Result": null, "End": true } } }
        """;

    [Theory]
    [InlineData(Together, Parallel, null)]
    // In turn is an order that the fan-out may come in, but a failure of the first then keeps the second from starting.
    [InlineData(Together, Sequence, DifferenceKind.MissingCall)]
    [InlineData(InTurn, Sequence, null)]
    [InlineData(InTurn, Parallel, DifferenceKind.OrderDiffers)]
    [InlineData(BothChains, ChainsOneAfterTheOther, DifferenceKind.MissingCall)]
    public async Task Order_is_compared_as_a_partial_order(string body, string definition, DifferenceKind? kind)
    {
        var report = await Verify(body, definition, DeviationKind.SiblingsAreCancelled);

        Assert.True(report.Counterexample?.Difference.Kind == kind, report.Describe());
    }

    [Fact]
    public async Task Cancelled_siblings_are_a_difference_unless_they_are_a_deviation_in_force()
    {
        const string Chains = "await Task.WhenAll(Chain(\"a\"), Chain(\"b\"));";
        var definition = Parallel
            .Replace("\"Item\": {} }, \"End\": true } } },\n", "\"Item\": {} }, \"Next\": \"A2\" }, \"A2\": { \"Type\": \"Task\", \"Resource\": \"arn:aws:states:::dynamodb:deleteItem\", \"Parameters\": { \"TableName\": \"a\", \"Key\": {} }, \"End\": true } } },\n", StringComparison.Ordinal)
            .Replace("\"Item\": {} }, \"End\": true } } } ]", "\"Item\": {} }, \"Next\": \"B2\" }, \"B2\": { \"Type\": \"Task\", \"Resource\": \"arn:aws:states:::dynamodb:deleteItem\", \"Parameters\": { \"TableName\": \"b\", \"Key\": {} }, \"End\": true } } } ]", StringComparison.Ordinal);

        Assert.Equal(DifferenceKind.MissingCall, (await Verify(Chains, definition, null)).Counterexample?.Difference.Kind);
        var report = await Verify(Chains, definition, DeviationKind.SiblingsAreCancelled);
        Assert.True(report.Status == VerificationStatus.Verified, report.Describe());
        Assert.True(Assert.Single(report.Deviations).Runs > 0);
    }

    private static Task<VerificationReport> Verify(string body, string definition, DeviationKind? deviation) => new WorkflowVerifier().VerifyAsync(new VerificationRequest
    {
        Compilations =
        [
            UserProject.Compile(
                $$"""
                using Amazon.DynamoDBv2;
                namespace App;
                public class Function
                {
                    private readonly AmazonDynamoDBClient _db = new();
                    private Task Put(string name) => _db.PutItemAsync(name, new());
                    private async Task Chain(string name) { await Put(name); await _db.DeleteItemAsync(name, new()); }
                    public async Task Handle(ILambdaContext context) { {{body}} }
                }
                """),
        ],
        Handler = new HostedFunction("test", "App::App.Function::Handle"),
        StateMachine = AslReader.Read(definition).GetMachine(),
        Payloads = [new Payload("empty", JsonData.Object())],
        Options = new VerificationOptions { Deviations = deviation is { } kind ? [new DeviationInForce("LIFT3002", kind, "siblings are cancelled")] : [] },
    });
}
