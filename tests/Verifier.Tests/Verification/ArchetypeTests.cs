using LambdaLift.Converter;
using LambdaLift.Tests;
using LambdaLift.Verifier.Conversion;
using LambdaLift.Verifier.Tests.Support;

namespace LambdaLift.Verifier.Tests.Verification;

/// <summary>The archetypes that convert wholly are run beside their state machines, in each dialect that can express them.</summary>
public sealed class ArchetypeTests
{
    [Theory]
    [InlineData("A01_SyncInvokeChain", TargetLanguage.Jsonata)]
    [InlineData("A01_SyncInvokeChain", TargetLanguage.JsonPath)]
    [InlineData("A02_FanOutInvoke", TargetLanguage.Jsonata)]
    [InlineData("A03_OrderMonolith", TargetLanguage.Jsonata)]
    [InlineData("A03_OrderMonolith", TargetLanguage.Jsonata, true)]
    [InlineData("A04_LayeredServices", TargetLanguage.Jsonata)]
    [InlineData("A05_PollUntilDone", TargetLanguage.Jsonata)]
    [InlineData("A05_PollUntilDone", TargetLanguage.JsonPath)]
    [InlineData("A06_HandRetry", TargetLanguage.Jsonata)]
    [InlineData("A06_HandRetry", TargetLanguage.JsonPath)]
    public async Task Handler_and_state_machine_agree(string archetype, TargetLanguage language, bool decimalAsDouble = false)
    {
        var input = new ConversionInput { Compilations = [UserProject.CompileArchetype(archetype, SharedData.ReadText($"archetypes/{archetype}.cs"))], Options = new ConversionOptions { QueryLanguage = language, DecimalAsDouble = decimalAsDouble } };
        var conversion = Assert.Single(WorkflowConverter.Convert(input, TestContext.Current.CancellationToken).Handlers);
        Assert.False(conversion.IsRefused, string.Join('\n', conversion.Diagnostics));

        var report = await new WorkflowVerifier().VerifyAsync(ConversionVerification.Request(input, conversion, []), TestContext.Current.CancellationToken);

        Assert.True(report is { Status: VerificationStatus.Verified }, report.Describe());
        Assert.True(report.Uncovered.All(branch => branch.Reason is not null), report.Describe());
    }
}
