using LambdaLift.StatesLanguage.Json;
using LambdaLift.Verifier.Comparison;
using LambdaLift.Verifier.Reporting;
using LambdaLift.Verifier.Tests.Support;

namespace LambdaLift.Verifier.Tests.Verification;

/// <summary>A state machine that does the same as its handler is accepted; every way to spoil it is found, with an input small enough to read.</summary>
public sealed class OrderFlowTests
{
    [Fact]
    public async Task The_right_state_machine_is_verified_with_all_branches_covered()
    {
        var report = await new WorkflowVerifier().VerifyAsync(OrderFlow.Request());

        Assert.True(report.Status == VerificationStatus.Verified, report.Describe());
        Assert.Empty(report.Uncovered);
        Assert.Equal(8, report.Covered.Count);
        Assert.Contains("all 8 branches covered", report.Summary, StringComparison.Ordinal);
        TestContext.Current.SendDiagnosticMessage(report.Summary);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_report()
    {
        var request = OrderFlow.Request() with { Options = new VerificationOptions { MaxRuns = 150 } };
        var first = await new WorkflowVerifier().VerifyAsync(request);
        var second = await new WorkflowVerifier().VerifyAsync(request);

        Assert.Equal(first.Runs, second.Runs);
        Assert.True(first.BudgetEnded);
        Assert.Equal(first.Covered, second.Covered);
    }

    [Theory]
    [InlineData("\"Next\": \"Save\" }", "\"Next\": \"Declined\" }", "\"Default\": \"Declined\"", "\"Default\": \"Save\"", DifferenceKind.MissingCall)] // branches swapped
    [InlineData("", "", "DynamoDB.ConditionalCheckFailedException", "DynamoDB.ProvisionedThroughputExceededException", DifferenceKind.OutcomeDiffers)] // wrong error name
    [InlineData("", "", "$order.Id = null or $order.Id = ''", "$order.Id = ''", DifferenceKind.ExtraCall)] // null not looked at
    [InlineData("", "", "$order.Id = null or $order.Id = ''", "$order.Id = null", DifferenceKind.ExtraCall)] // empty text not looked at
    [InlineData("", "", "$exists($charge.Approved) and $charge.Approved = true", "$charge.Approved = false", DifferenceKind.MissingCall)] // condition negated
    [InlineData("", "", "$exists($reply.FunctionError)", "false", DifferenceKind.OutcomeDiffers)] // function error not looked at
    [InlineData("", "", "\"Error\": \"ArgumentException\"", "\"Error\": \"ArgumentNullException\"", DifferenceKind.ErrorDiffers)] // another exception
    [InlineData("", "", "\"Cause\": \"no id\"", "\"Cause\": \"\"", DifferenceKind.CauseDiffers)] // message lost
    [InlineData("", "", "'Order ' & $order.Id", "'order ' & $order.Id", DifferenceKind.RequestDiffers)] // other text
    [InlineData("", "", "\"Status\": \"DUPLICATE\"", "\"status\": \"DUPLICATE\"", DifferenceKind.ResultDiffers)] // wrong JSON name
    [InlineData("", "", "$string({'Id': $order.Id, 'Total': $order.Total})", "$string({'Id': $order.Id, 'Total': 12.5})", DifferenceKind.RequestDiffers)] // constant instead of a value
    [InlineData("", "", "sns:publish", "aws-sdk:sns:publish", null)] // another integration of the same operation is no difference
    [InlineData("", "", "\"MaxAttempts\": 3", "\"MaxAttempts\": 1", null)] // neither is another number of retries
    public async Task Spoiling_the_state_machine_is_found(string find1, string replace1, string find2, string replace2, DifferenceKind? kind)
    {
        var definition = find1.Length == 0 ? OrderFlow.Definition : OrderFlow.Definition.Replace(find1, replace1, StringComparison.Ordinal);
        Assert.Contains(find2, definition, StringComparison.Ordinal);
        definition = definition.Replace(find2, replace2, StringComparison.Ordinal);

        var report = await new WorkflowVerifier().VerifyAsync(OrderFlow.Request(definition));

        Assert.True(report.Counterexample?.Difference.Kind == kind, report.Describe());
        Assert.Equal(kind is null ? VerificationStatus.Verified : VerificationStatus.Different, report.Status);
    }

    [Fact]
    public async Task The_counterexample_is_as_small_as_it_can_be_and_names_the_line()
    {
        var definition = OrderFlow.Definition.Replace("\"Catch\": [ { \"ErrorEquals\": [ \"DynamoDB.ConditionalCheckFailedException\" ], \"Next\": \"Duplicate\" } ],", "", StringComparison.Ordinal)
            .Replace("\"Duplicate\": { \"Type\": \"Pass\", \"Output\": { \"Id\": \"{% $order.Id %}\", \"Status\": \"DUPLICATE\" }, \"End\": true },", "", StringComparison.Ordinal);

        var counterexample = (await new WorkflowVerifier().VerifyAsync(OrderFlow.Request(definition))).Counterexample!;

        Assert.Equal("""{"Id":"A"}""", counterexample.Case.Input.ToString());
        var entry = Assert.Single(counterexample.Case.Script);
        Assert.Equal("dynamodb:PutItem", entry.Operation);
        Assert.Contains("ConditionalCheckFailedException", entry.Behaviour.ToString(), StringComparison.Ordinal);
        Assert.Equal(["lambda:Invoke", "dynamodb:PutItem"], counterexample.Handler.Calls.Select(call => call.Call.Operation));
        Assert.Equal("/src/App/Function.cs(20)", counterexample.Line?.ToString());
    }

    [Fact]
    public async Task The_report_is_readable_and_parses_as_JSON()
    {
        var report = await new WorkflowVerifier().VerifyAsync(OrderFlow.Request(OrderFlow.Definition.Replace("\"Status\": \"DONE\"", "\"Status\": \"done\"", StringComparison.Ordinal)));

        var text = VerificationReportText.Write(report);
        Assert.StartsWith("different: The results differ: $.Status is \"DONE\" in the handler and \"done\" in the state machine.\n", text, StringComparison.Ordinal);
        Assert.Contains("  input:   {\"Id\":\"A\"}\n  script:  every service gives its plain answer\n", text, StringComparison.Ordinal);
        Assert.Contains("  states:  Read order > Has id > Charge > Charged > Save > Has phone > Done\n", text, StringComparison.Ordinal);
        var json = Assert.IsType<DataObject>(JsonData.Parse(VerificationReportJson.Write(report).ToJson()));
        Assert.Equal("different", json["status"].ToString().Trim('"'));
        Assert.Equal("""{"Id":"A"}""", ((DataObject)json["counterexample"])["input"].ToString());
    }

    [Fact]
    public async Task Calls_in_the_wrong_order_are_found()
    {
        // Save and Notify change places: the same calls, but the message goes out before the order is kept.
        var definition = OrderFlow.Definition
            .Replace("\"Next\": \"Save\" }", "\"Next\": \"Has phone\" }", StringComparison.Ordinal)
            .Replace("\"Next\": \"Has phone\"\n", "\"Next\": \"Done\"\n", StringComparison.Ordinal)
            .Replace("\"Default\": \"Done\"", "\"Default\": \"Save\"", StringComparison.Ordinal)
            .Replace("'Order ' & $order.Id %}\" },\n      \"Next\": \"Done\"", "'Order ' & $order.Id %}\" },\n      \"Next\": \"Save\"", StringComparison.Ordinal);

        var report = await new WorkflowVerifier().VerifyAsync(OrderFlow.Request(definition));

        Assert.True(report.Counterexample?.Difference.Kind == DifferenceKind.OrderDiffers, report.Describe());
        Assert.Equal("""{"Id":"A","Phone":""}""", report.Counterexample!.Case.Input.ToString());
    }
}
