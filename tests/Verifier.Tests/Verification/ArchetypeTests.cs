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
    [InlineData("A07_BatchRouter", TargetLanguage.Jsonata)]
    [InlineData("A08_PagedScanFanOut", TargetLanguage.Jsonata)]
    [InlineData("A09_GetOrCreate", TargetLanguage.Jsonata)]
    [InlineData("A10_CallbackResponder", TargetLanguage.Jsonata)]
    [InlineData("A11_ComputeSandwich", TargetLanguage.Jsonata)]
    [InlineData("A12_StateFileGate", TargetLanguage.Jsonata)]
    public async Task Handler_and_state_machine_agree(string archetype, TargetLanguage language, bool decimalAsDouble = false)
    {
        var input = new ConversionInput { Compilations = [UserProject.CompileArchetype(archetype, Source(archetype))], Options = new ConversionOptions { QueryLanguage = language, DecimalAsDouble = decimalAsDouble } };
        var conversion = Assert.Single(WorkflowConverter.Convert(input, TestContext.Current.CancellationToken).Handlers);
        Assert.False(conversion.IsRefused, string.Join('\n', conversion.Diagnostics));

        var report = await new WorkflowVerifier().VerifyAsync(ConversionVerification.Request(input, conversion, []), TestContext.Current.CancellationToken);

        Assert.True(report is { Status: VerificationStatus.Verified }, report.Describe());
        Assert.True(report.Uncovered.All(branch => branch.Reason is not null), report.Describe());
    }

    // Version 4 of the SDK gives tables by their interface.
    private static string Source(string archetype) =>
        SharedData.ReadText($"archetypes/{archetype}.cs").Replace("private readonly Table _table", "private readonly ITable _table", StringComparison.Ordinal);
}
