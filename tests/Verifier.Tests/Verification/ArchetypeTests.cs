using LambdaLift.Converter;
using LambdaLift.Tests;
using LambdaLift.Verifier.Conversion;
using LambdaLift.Verifier.Tests.Support;

namespace LambdaLift.Verifier.Tests.Verification;

/// <summary>The archetypes that convert are run beside their state machines.</summary>
public sealed class ArchetypeTests
{
    [Theory]
    [InlineData("A01_SyncInvokeChain")]
    public async Task Handler_and_state_machine_agree(string archetype)
    {
        var input = new ConversionInput { Compilations = [UserProject.CompileArchetype(archetype, SharedData.ReadText($"archetypes/{archetype}.cs"))] };
        var conversion = Assert.Single(WorkflowConverter.Convert(input, TestContext.Current.CancellationToken).Handlers);
        Assert.False(conversion.IsRefused, string.Join('\n', conversion.Diagnostics));

        var report = await new WorkflowVerifier().VerifyAsync(ConversionVerification.Request(input, conversion, []), TestContext.Current.CancellationToken);

        Assert.True(report is { Status: VerificationStatus.Verified }, report.Describe());
    }
}
