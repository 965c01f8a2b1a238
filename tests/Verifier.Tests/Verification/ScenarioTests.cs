using LambdaLift.Converter;
using LambdaLift.Verifier.Tests.Support;

namespace LambdaLift.Verifier.Tests.Verification;

/// <summary>The converter's scenarios: every one that converts is run beside its handler, success and failure paths, in each dialect that can express it.</summary>
public sealed class ScenarioTests
{
    public static TheoryData<string, TargetLanguage> Cases
    {
        get
        {
            var cases = new TheoryData<string, TargetLanguage>();
            foreach (var (name, language) in Scenario.Converted()) cases.Add(name, language);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Handler_and_state_machine_agree(string scenario, TargetLanguage language)
    {
        var report = (await Scenario.Verified(scenario, language)).Report;

        Assert.True(report is { Status: VerificationStatus.Verified }, report.Describe());
        Assert.True(report.Uncovered.All(branch => branch.Reason is not null), report.Describe());
    }

    [Theory]
    [InlineData("when-all-fixed")]
    [InlineData("when-all-select")]
    [InlineData("started-then-awaited")]
    [InlineData("fan-out-in-try")]
    [InlineData("when-all-argument-fails")]
    [InlineData("when-all-argument-fails-in-try")]
    [InlineData("started-then-computed")]
    [InlineData("parallel-for-each-throws")]
    public async Task Exact_fan_out_agrees_without_the_deviation(string scenario)
    {
        var report = await Verify(scenario, new ConversionOptions { ExactFanOut = true });

        Assert.True(report is { Status: VerificationStatus.Verified }, report.Describe());
        Assert.DoesNotContain(report.Deviations, counted => counted.Deviation.Id is "LIFT3002" or "LIFT3016");
    }

    [Theory]
    [InlineData("when-all-argument-fails")]
    [InlineData("started-then-computed")]
    public async Task Calls_that_had_been_started_are_a_deviation(string scenario)
    {
        var report = (await Scenario.Verified(scenario, TargetLanguage.Jsonata)).Report;

        Assert.Contains(report.Deviations, counted => counted.Deviation.Id == "LIFT3016" && counted.Runs > 0);
    }

    [Fact]
    public async Task Calls_that_would_not_have_been_started_are_a_deviation_of_exact_fan_outs_that_catch()
    {
        var report = await Verify("task-list-fails-caught", new ConversionOptions { ExactFanOut = true });

        Assert.True(report is { Status: VerificationStatus.Verified }, report.Describe());
        Assert.Contains(report.Deviations, counted => counted.Deviation.Id == "LIFT3016" && counted.Runs > 0);
    }

    [Theory]
    [InlineData("when-any-timeout")]
    [InlineData("when-any-fallback")]
    [InlineData("wait-async")]
    public async Task Time_limits_are_reached(string scenario)
    {
        var report = (await Scenario.Verified(scenario, TargetLanguage.Jsonata)).Report;

        Assert.True(report is { Status: VerificationStatus.Verified }, report.Describe());
        Assert.Contains(report.Covered, branch => branch.Label == "catcher 1");
    }

    [Fact]
    public async Task Independent_calls_run_in_parallel_on_request()
    {
        var report = await Verify("independent-calls", new ConversionOptions { Parallelize = true });

        Assert.True(report is { Status: VerificationStatus.Verified }, report.Describe());
        Assert.Contains(report.Deviations, counted => counted.Deviation.Id == "LIFT3012" && counted.Runs > 0);
    }

    [Fact]
    public async Task Literal_function_error_agrees_without_the_deviation()
    {
        var report = await Verify("invoke-unchecked", new ConversionOptions { LiteralFunctionError = true });

        Assert.True(report is { Status: VerificationStatus.Verified }, report.Describe());
        Assert.DoesNotContain(report.Deviations, counted => counted.Deviation.Id == "LIFT3001");
    }

    private static async Task<VerificationReport> Verify(string scenario, ConversionOptions options) => (await Scenario.Verify(scenario, options)).Report;
}
