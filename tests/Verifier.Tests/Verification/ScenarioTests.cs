using LambdaLift.Converter;
using LambdaLift.Verifier.Conversion;
using LambdaLift.Verifier.Tests.Support;

namespace LambdaLift.Verifier.Tests.Verification;

/// <summary>The converter's scenarios: every one that converts is run beside its handler, success and failure paths, in each dialect that can express it.</summary>
public sealed class ScenarioTests
{
    private static readonly string Root = Find();

    public static TheoryData<string, TargetLanguage> Cases
    {
        get
        {
            // While one works on a few of them: LAMBDALIFT_SCENARIOS="loop-*".
            var pattern = Environment.GetEnvironmentVariable("LAMBDALIFT_SCENARIOS") is { Length: > 0 } wanted ? wanted : "*";
            var cases = new TheoryData<string, TargetLanguage>();
            foreach (var folder in Directory.EnumerateDirectories(Root, pattern).Order(StringComparer.Ordinal))
            {
                if (File.Exists(Path.Combine(folder, "jsonata.asl.json"))) cases.Add(Path.GetFileName(folder), TargetLanguage.Jsonata);
                if (File.Exists(Path.Combine(folder, "jsonpath.asl.json"))) cases.Add(Path.GetFileName(folder), TargetLanguage.JsonPath);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Handler_and_state_machine_agree(string scenario, TargetLanguage language)
    {
        var report = await Verify(scenario, new ConversionOptions { QueryLanguage = language });

        Assert.True(report is { Status: VerificationStatus.Verified }, report.Describe());
        Assert.True(report.Uncovered.All(branch => branch.Reason is not null), report.Describe());
    }

    [Theory]
    [InlineData("when-all-fixed")]
    [InlineData("when-all-select")]
    [InlineData("started-then-awaited")]
    [InlineData("fan-out-in-try")]
    public async Task Exact_fan_out_agrees_without_the_deviation(string scenario)
    {
        var report = await Verify(scenario, new ConversionOptions { ExactFanOut = true });

        Assert.True(report is { Status: VerificationStatus.Verified }, report.Describe());
        Assert.DoesNotContain(report.Deviations, counted => counted.Deviation.Id == "LIFT3002");
    }

    [Fact]
    public async Task Literal_function_error_agrees_without_the_deviation()
    {
        var report = await Verify("invoke-unchecked", new ConversionOptions { LiteralFunctionError = true });

        Assert.True(report is { Status: VerificationStatus.Verified }, report.Describe());
        Assert.DoesNotContain(report.Deviations, counted => counted.Deviation.Id == "LIFT3001");
    }

    private static async Task<VerificationReport> Verify(string scenario, ConversionOptions options)
    {
        var source = await File.ReadAllTextAsync(Path.Combine(Root, scenario, "Handler.cs"), TestContext.Current.CancellationToken);
        var input = new ConversionInput
        {
            Compilations = [UserProject.Compile(source, "Scenario")],
            Options = options with { Handler = "Function.FunctionHandler" },
        };
        var conversion = Assert.Single(WorkflowConverter.Convert(input, TestContext.Current.CancellationToken).Handlers);
        Assert.False(conversion.IsRefused, string.Join('\n', conversion.Diagnostics));
        return await new WorkflowVerifier().VerifyAsync(ConversionVerification.Request(input, conversion, []), TestContext.Current.CancellationToken);
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var scenarios = Path.Combine(folder.FullName, "tests", "Scenarios");
            if (Directory.Exists(scenarios)) return scenarios;
        }

        throw new DirectoryNotFoundException("tests/Scenarios is not above the tests' folder.");
    }
}
