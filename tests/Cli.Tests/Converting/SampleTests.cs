using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaLift.Converter.Infrastructure;

namespace LambdaLift.Cli.Tests.Converting;

/// <summary>The tool on the sample, from C# to files.</summary>
public sealed class SampleTests(SampleTests.Converted converted) : IClassFixture<SampleTests.Converted>
{
    private string File(string dialect, string name) => Path.Combine(converted.Folder.Path, dialect, "DistributeMessage", name);

    private JsonNode Json(string dialect, string name) => JsonNode.Parse(System.IO.File.ReadAllText(File(dialect, name)))!;

    [Theory]
    [InlineData("jsonata")]
    [InlineData("jsonpath")]
    public void The_sample_is_converted_and_verified(string dialect)
    {
        var run = converted.Runs[dialect];

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("verified: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("branches covered", run.Output, StringComparison.Ordinal);
        Assert.Contains(", 0 through a function", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("lambda:invoke", System.IO.File.ReadAllText(File(dialect, "DistributeMessage.asl.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jsonata")]
    [InlineData("jsonpath")]
    public void The_report_ties_states_to_lines_and_knows_the_machine_by_no_absolute_path(string dialect)
    {
        var report = Json(dialect, "report.json");

        Assert.Equal("verified", (string?)report["verification"]!["status"]);
        Assert.Equal((int)report["statistics"]!["tasks"]!, (int)report["statistics"]!["nativeTasks"]!);
        Assert.All(report["states"]!.AsArray(), state => Assert.StartsWith("Functions/", (string?)state!["source"]!["file"], StringComparison.Ordinal));
        foreach (var name in new[] { "report.json", "report.md", "report.html", "DistributeMessage.source-map.json" })
        {
            Assert.DoesNotContain(Repository.Root, System.IO.File.ReadAllText(File(dialect, name)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_template_deploys_the_state_machine_with_only_the_permissions_of_its_calls()
    {
        var template = DeploymentTemplate.Read("template.yaml", System.IO.File.ReadAllText(File("jsonata", "template.yaml")));

        var machine = template.Resources.Single(resource => resource.Type == "AWS::Serverless::StateMachine").Properties!;
        Assert.Equal("!Ref DeliveriesTable", machine["DefinitionSubstitutions"]!["TableName"]!.ToString());
        Assert.Equal("EventBridgeRule", machine["Events"]!["MessageRequested"]!["Type"]!.LiteralText);
        var role = template.Resources.Single(resource => resource.Type == "AWS::IAM::Role").Properties!;
        var statements = ((TemplateList)((TemplateList)role["Policies"]!).Items[0]["PolicyDocument"]!["Statement"]!).Items;
        var actions = statements.Where(statement => statement["Sid"]!.LiteralText is not ("DeliverLogs" or "SendTraces")).Select(statement => statement["Action"]!.ToString());
        Assert.Equal(["cloudwatch:PutMetricData", "dynamodb:PutItem", "ses:SendEmail", "sns:Publish"], actions.Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal(4, template.Functions.Length);
        Assert.Empty(template.Functions.Single(function => function.LogicalId == "DistributeMessageFunction").Events);
    }

    [Theory]
    [InlineData("jsonata")]
    [InlineData("jsonpath")]
    public async Task Another_validator_accepts_the_definition(string dialect)
    {
        var modules = Environment.GetEnvironmentVariable("LAMBDALIFT_NODE_MODULES");
        if (modules is null || !Directory.Exists(Path.Combine(modules, "asl-validator")))
        {
            Assert.Skip("asl-validator of npm is not installed; .ci/run installs it.");
        }

        const string Script = """
            const validate = require(process.argv[1] + '/asl-validator');
            const definition = JSON.parse(require('fs').readFileSync(process.argv[2], 'utf8'));
            const result = validate(definition);
            console.log(JSON.stringify({ isValid: result.isValid, errors: result.errors.map(e => e.message ?? e) }));
            """;
        using var node = Process.Start(new ProcessStartInfo("node", ["-e", Script, modules, File(dialect, "DistributeMessage.asl.json")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(node.ExitCode == 0, error);
        using var result = JsonDocument.Parse(output);
        Assert.True(result.RootElement.GetProperty("isValid").GetBoolean(), output);
    }

    [Theory]
    [InlineData("jsonata")]
    [InlineData("jsonpath")]
    public async Task Validate_accepts_the_definition(string dialect)
    {
        var run = await ToolRun.StartAsync(converted.Folder.Path, "validate", File(dialect, "DistributeMessage.asl.json"));

        Assert.True(run.ExitCode == 0, run.Output);
    }

    [Fact]
    public async Task A_definition_whose_branches_were_swapped_is_found_out()
    {
        var definition = Json("jsonata", "DistributeMessage.asl.json");
        var choice = definition["States"]!.AsObject().Select(state => state.Value!.AsObject()).First(state => (string?)state["Type"] == "Choice" && state["Default"] is not null);
        var rule = choice["Choices"]![0]!.AsObject();
        var (next, otherwise) = ((string)rule["Next"]!, (string)choice["Default"]!);
        rule["Next"] = otherwise;
        choice["Default"] = next;
        var file = converted.Folder.Write("swapped.asl.json", definition.ToJsonString());

        var run = await ToolRun.StartAsync(
            Repository.Root, "verify", Repository.Sample, "--handler", "DistributeMessage", "--definition", file, "--no-restore");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("different: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("input:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_definition_without_a_catcher_is_found_out()
    {
        var definition = Json("jsonata", "DistributeMessage.asl.json");
        var dropped = definition["States"]!.AsObject().Select(state => state.Value!.AsObject())
            .First(state => state.ContainsKey("Catch") && (string?)state["Resource"] == "arn:aws:states:::dynamodb:putItem");
        dropped.Remove("Catch");
        var file = converted.Folder.Write("uncaught.asl.json", definition.ToJsonString());

        var run = await ToolRun.StartAsync(
            Repository.Root, "verify", Repository.Sample, "--handler", "DistributeMessage", "--definition", file, "--no-restore", "--format", "json");

        Assert.Equal(1, run.ExitCode);
        using var document = JsonDocument.Parse(run.Output);
        var verification = document.RootElement.GetProperty("handlers")[0].GetProperty("verification");
        Assert.Equal("different", verification.GetProperty("status").GetString());
        Assert.NotEqual(JsonValueKind.Undefined, verification.GetProperty("counterexample").GetProperty("input").ValueKind);
    }

    /// <summary>The sample, converted once into each dialect.</summary>
    public sealed class Converted : IAsyncLifetime
    {
        internal TemporaryFolder Folder { get; } = new();

        internal Dictionary<string, ToolRun> Runs { get; } = [];

        public async ValueTask InitializeAsync()
        {
            foreach (var dialect in new[] { "jsonata", "jsonpath" })
            {
                Runs[dialect] = await ToolRun.StartAsync(
                    Repository.Root, "convert", Repository.Sample, "--query-language", dialect, "--out", Path.Combine(Folder.Path, dialect));
            }
        }

        public ValueTask DisposeAsync()
        {
            Folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
