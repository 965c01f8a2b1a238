using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;

namespace LambdaLift.Package.Tests;

/// <summary>The package as it is published: exactly these files, and it works in a user's build.</summary>
public class PackageTests(PackedFixture packed)
{
    private const string Handler = """
        using Amazon.Lambda; using Amazon.Lambda.Core; using Amazon.Lambda.Model; using Amazon.SQS;
        public class Function
        {
            private readonly IAmazonLambda _lambda = new AmazonLambdaClient();
            private readonly IAmazonSQS _sqs = new AmazonSQSClient();
            public async Task<string> Handle(string input, ILambdaContext context)
            {
                var reply = await _lambda.InvokeAsync(new InvokeRequest { FunctionName = "ship" });
                if (reply.FunctionError != null) throw new Exception(reply.FunctionError);
                await _sqs.SendMessageAsync("q", input);
                return "";
            }
        }
        """;

    [Fact]
    public async Task Holds_exactly_these_files()
    {
        await using var zip = await ZipFile.OpenReadAsync(packed.Package, TestContext.Current.CancellationToken);
        var entries = zip.Entries.Select(e => e.FullName)
            .Where(n => n is not "[Content_Types].xml" && !n.StartsWith("_rels/", StringComparison.Ordinal) && !n.StartsWith("package/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "LambdaLift.Analyzers.nuspec",
                "NOTICE",
                "README.md",
                "analyzers/dotnet/cs/LambdaLift.Analysis.dll",
                "analyzers/dotnet/cs/LambdaLift.Analysis.pdb",
                "analyzers/dotnet/cs/LambdaLift.Analyzer.dll",
                "analyzers/dotnet/cs/LambdaLift.Analyzer.pdb",
                "analyzers/dotnet/cs/LambdaLift.CodeFixes.dll",
                "analyzers/dotnet/cs/LambdaLift.CodeFixes.pdb",
                "analyzers/dotnet/cs/LambdaLift.Converter.dll",
                "analyzers/dotnet/cs/LambdaLift.Converter.pdb",
                "analyzers/dotnet/cs/LambdaLift.Refactorings.dll",
                "analyzers/dotnet/cs/LambdaLift.Refactorings.pdb",
                "analyzers/dotnet/cs/LambdaLift.ServiceCatalogue.dll",
                "analyzers/dotnet/cs/LambdaLift.ServiceCatalogue.pdb",
                "analyzers/dotnet/cs/LambdaLift.StatesLanguage.dll",
                "analyzers/dotnet/cs/LambdaLift.StatesLanguage.pdb",
                "analyzers/dotnet/cs/YamlDotNet.dll",
                "build/LambdaLift.Analyzers.props",
                "config/lambdalift-strict.globalconfig",
                "config/lambdalift-suggestions.globalconfig",
                "icon.png",
            ],
            entries);
    }

    [Fact]
    public async Task Is_a_development_dependency_without_dependencies()
    {
        await using var zip = await ZipFile.OpenReadAsync(packed.Package, TestContext.Current.CancellationToken);
        await using var nuspec = await zip.GetEntry("LambdaLift.Analyzers.nuspec")!.OpenAsync(TestContext.Current.CancellationToken);
        var metadata = (await XDocument.LoadAsync(nuspec, LoadOptions.None, TestContext.Current.CancellationToken)).Root!.Elements().Single();
        string? Value(string name) => metadata.Elements().SingleOrDefault(e => e.Name.LocalName == name)?.Value;
        Assert.Equal("true", Value("developmentDependency"));
        Assert.Null(Value("dependencies"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.Equal("icon.png", Value("icon"));
    }

    [Fact]
    public async Task Reports_in_a_build_and_in_its_sarif_log()
    {
        var folder = packed.CreateConsumer("Consumer", Handler);
        var (exitCode, output) = await DotNet.RunAsync(folder, "build", "--nologo");
        Assert.True(exitCode == 0, output);
        Assert.Contains("Function.cs(8,27): warning LIFT1001: Handler 'Function.Handle' waits for function 'ship'", output, StringComparison.Ordinal);

        using var sarif = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "Consumer.sarif"), TestContext.Current.CancellationToken));
        var results = sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(r => r.GetProperty("ruleId").GetString()).ToList();
        Assert.Contains("LIFT1001", results);

        // Two calls are below the default threshold, so this one is a suggestion: in the log, not in the output.
        Assert.Contains("LIFT1002", results);
        Assert.DoesNotContain("LIFT1002", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Findings_fail_a_build_that_treats_warnings_as_errors_unless_the_preset_makes_them_suggestions()
    {
        var strict = packed.CreateConsumer("Strict", Handler, "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>");
        var (exitCode, output) = await DotNet.RunAsync(strict, "build", "--nologo");
        Assert.Equal(1, exitCode);
        Assert.Contains("error LIFT1001", output, StringComparison.Ordinal);

        var preset = Path.Combine(packed.Folder, "packages", "lambdalift.analyzers", packed.Version, "config", "lambdalift-suggestions.globalconfig");
        Assert.True(File.Exists(preset));
        var relaxed = packed.CreateConsumer("Relaxed", Handler, "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>");
        var project = Path.Combine(relaxed, "Relaxed.csproj");
        await File.WriteAllTextAsync(project, (await File.ReadAllTextAsync(project, TestContext.Current.CancellationToken))
            .Replace("</Project>", $"""<ItemGroup><GlobalAnalyzerConfigFiles Include="{preset}" /></ItemGroup></Project>""", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        (exitCode, output) = await DotNet.RunAsync(relaxed, "build", "--nologo");
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Finds_handlers_that_only_the_template_names()
    {
        var source = Handler.Replace("(string input, ILambdaContext context)", "(string input)", StringComparison.Ordinal);
        var folder = packed.CreateConsumer("Listed", source);
        var (exitCode, output) = await DotNet.RunAsync(folder, "build", "--nologo");
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("LIFT", output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(folder, "template.yaml"), "Handler: Listed::Function::Handle\n", TestContext.Current.CancellationToken);
        (exitCode, output) = await DotNet.RunAsync(folder, "build", "--nologo");
        Assert.True(exitCode == 0, output);
        Assert.Contains("warning LIFT1001", output, StringComparison.Ordinal);
    }
}
