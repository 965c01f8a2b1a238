using LambdaLift.Converter;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Verifier.Conversion;
using LambdaLift.Verifier.Tests.Support;

namespace LambdaLift.Verifier.Tests.Verification;

/// <summary>What a handler does with more data than a state takes is not compared, and told.</summary>
public sealed class QuotaTests
{
    [Theory]
    [InlineData("text-doubled")]
    [InlineData("text-doubled-beside-calls")]
    public async Task Runs_whose_data_outgrow_a_state_are_told(string scenario)
    {
        var input = ScenarioFolders.Input(scenario);
        var conversion = Assert.Single(WorkflowConverter.Convert(input, TestContext.Current.CancellationToken).Handlers);
        var request = ConversionVerification.Request(input, conversion, [new Payload("often", JsonData.Parse("""{"Times":19}"""))]);

        var report = await new WorkflowVerifier().VerifyAsync(request, TestContext.Current.CancellationToken);

        Assert.True(report.Status == VerificationStatus.Verified, report.Describe());
        Assert.Contains(report.Notes, note => note.Contains("262,144 bytes", StringComparison.Ordinal));
    }
}
