using LambdaLift.Verifier.Comparison;
using LambdaLift.Verifier.Tests.Support;

namespace LambdaLift.Verifier.Tests.Verification;

/// <summary>The order flow in the JSONPath dialect.</summary>
public sealed class OrderFlowJsonPathTests
{
    [Fact]
    public async Task The_right_state_machine_of_the_JSONPath_dialect_is_verified_too()
    {
        var report = await new WorkflowVerifier().VerifyAsync(OrderFlow.Request(OrderFlow.JsonPathDefinition));

        Assert.True(report is { Status: VerificationStatus.Verified, Uncovered: [] }, report.Describe());
    }

    [Theory]
    [InlineData("{ \"Variable\": \"$.order.Id\", \"IsNull\": true }, ", "", DifferenceKind.ExtraCall)]
    [InlineData("\"Default\": \"Declined\"", "\"Default\": \"Save\"", DifferenceKind.ExtraCall)]
    [InlineData("'Order {}'", "'Order: {}'", DifferenceKind.RequestDiffers)]
    [InlineData("\"IsNull\": false", "\"IsNull\": true", DifferenceKind.MissingCall)]
    [InlineData("DynamoDB.ConditionalCheckFailedException", "States.ALL", DifferenceKind.OutcomeDiffers)]
    public async Task Spoiling_the_JSONPath_state_machine_is_found(string find, string replace, DifferenceKind kind)
    {
        Assert.Contains(find, OrderFlow.JsonPathDefinition, StringComparison.Ordinal);

        var report = await new WorkflowVerifier().VerifyAsync(OrderFlow.Request(OrderFlow.JsonPathDefinition.Replace(find, replace, StringComparison.Ordinal)));

        Assert.True(report.Counterexample?.Difference.Kind == kind, report.Describe());
    }
}
