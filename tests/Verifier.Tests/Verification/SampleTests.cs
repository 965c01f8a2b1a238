using LambdaLift.Converter;
using LambdaLift.Converter.Infrastructure;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.Verifier.Conversion;
using LambdaLift.Verifier.Tests.Support;

namespace LambdaLift.Verifier.Tests.Verification;

/// <summary>The sample application: converted, its own payloads run, wrappers in process.</summary>
public sealed class SampleTests
{
    private static readonly string Folder = Find();

    private static readonly Lazy<(ConversionInput Input, HandlerConversion Conversion)> Converted = new(() => Convert(TargetLanguage.Jsonata));

    private static (ConversionInput Input, HandlerConversion Conversion) Convert(TargetLanguage language)
    {
        var input = new ConversionInput
        {
            Compilations = [UserProject.CompileSample(Folder)],
            Templates = [DeploymentTemplate.Read("template.yaml", File.ReadAllText(Path.Combine(Folder, "template.yaml")))],
            Options = new ConversionOptions { Handler = "DistributeMessage", QueryLanguage = language },
        };
        return (input, Assert.Single(WorkflowConverter.Convert(input).Handlers));
    }

    private static VerificationRequest Request(Func<string, string>? spoil = null, TargetLanguage language = TargetLanguage.Jsonata)
    {
        var (input, conversion) = language == TargetLanguage.Jsonata ? Converted.Value : Convert(language);
        Assert.True(conversion.Definition is not null, string.Join('\n', conversion.Diagnostics));
        var payloads = Directory.EnumerateFiles(Path.Combine(Folder, "payloads"), "*.json").Order(StringComparer.Ordinal)
            .Select(path => new Payload(Path.GetFileName(path), JsonData.Parse(File.ReadAllText(path)))).ToList();
        var definition = AslWriter.Write(conversion.Definition);
        var spoiled = spoil is null ? definition : spoil(definition);
        if (spoil is not null) Assert.NotEqual(definition, spoiled);
        return ConversionVerification.Request(input, conversion, payloads, AslReader.Read(spoiled).GetMachine());
    }

    [Theory]
    [InlineData(TargetLanguage.Jsonata)]
    [InlineData(TargetLanguage.JsonPath)]
    public async Task The_converted_sample_is_verified_with_all_branches_covered(TargetLanguage language)
    {
        var report = await new WorkflowVerifier().VerifyAsync(Request(language: language));

        TestContext.Current.SendDiagnosticMessage(report.Describe());
        Assert.True(report is { Status: VerificationStatus.Verified }, report.Describe());
        Assert.True(report.Uncovered.Count == 0, report.Describe());
        Assert.NotEmpty(report.Covered);
    }

    [Fact]
    public async Task Dropping_the_catchers_of_a_task_outside_of_the_fan_out_is_found()
    {
        var report = await new WorkflowVerifier().VerifyAsync(Request(text =>
        {
            var machine = AslReader.Read(text).GetMachine();
            var task = (TaskState)machine.States["Save"];
            return AslWriter.Write(machine with { States = machine.States.With(task with { Catch = [] }) });
        }));

        Assert.True(report.Status == VerificationStatus.Different, report.Describe());
    }

    [Fact]
    public async Task Dropping_a_catch_of_the_sample_is_found()
    {
        var report = await new WorkflowVerifier().VerifyAsync(Request(text => text.Replace("DynamoDB.ConditionalCheckFailedException", "DynamoDB.NoSuchException", StringComparison.Ordinal)));

        Assert.True(report.Status == VerificationStatus.Different, report.Describe());
        Assert.Contains(report.Counterexample!.Case.Script, entry => entry.Operation == "dynamodb:PutItem");
    }

    [Fact]
    public async Task Another_constant_in_the_sample_is_found()
    {
        var report = await new WorkflowVerifier().VerifyAsync(Request(text => text.Replace("DUPLICATE", "DOUBLE", StringComparison.Ordinal)));

        Assert.True(report.Status == VerificationStatus.Different, report.Describe());
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var sample = Path.Combine(folder.FullName, "samples", "LambdaOrchestrator");
            if (Directory.Exists(sample)) return sample;
        }

        throw new DirectoryNotFoundException("samples/LambdaOrchestrator is not above the tests' folder.");
    }
}
