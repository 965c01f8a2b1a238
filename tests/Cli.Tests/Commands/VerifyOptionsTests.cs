namespace LambdaLift.Cli.Tests.Commands;

/// <summary>What <c>verify</c> does beside comparing: given runs, exports, and telling what would be run.</summary>
public sealed class VerifyOptionsTests
{
    private static readonly string Sample = Path.Combine(Repository.Root, "samples", "LambdaOrchestrator");

    [Fact]
    public async Task No_run_says_what_would_be_run_and_runs_nothing()
    {
        var run = await ToolRun.StartAsync(Repository.Root, "verify", Sample, "--no-run");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("runs in this process", run.Output, StringComparison.Ordinal);
        Assert.Contains("DistributeMessage::FunctionHandler", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("verified:", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Running ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explored_runs_are_exported_and_play_on_the_mocks()
    {
        using var folder = new TemporaryFolder();
        var run = await ToolRun.StartAsync(Repository.Root, "verify", Sample, "--export", folder.Path, "--max-runs", "150");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("with your rights", run.Error, StringComparison.Ordinal);
        var files = Path.Combine(folder.Path, "DistributeMessage");
        var runs = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(files, "runs.json"), TestContext.Current.CancellationToken))!.AsArray();
        var first = runs[0]!;
        var input = Path.Combine(folder.Path, "input.json");
        await File.WriteAllTextAsync(input, first["input"]!.ToJsonString(), TestContext.Current.CancellationToken);
        var played = await ToolRun.StartAsync(Repository.Root, "run", Path.Combine(files, "DistributeMessage.asl.json"), "--input", input, "--mock", Path.Combine(files, "MockConfigFile.json"), "--case", (string)first["case"]!);
        Assert.Contains($"\"status\": \"{first["status"]}\"", played.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(files, "DistributeMessageTests.cs")));
    }

    [Theory]
    [InlineData("{ \"runs\": [ }", "runs.json:1: the file is not JSON")]
    [InlineData("{ \"runs\": [ { } ] }", "runs.json: runs[0] has no 'input'")]
    public async Task A_broken_runs_file_is_named(string text, string problem)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "runs.json");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        var run = await ToolRun.StartAsync(Repository.Root, "verify", Sample, "--runs", file, "--no-restore");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }
}
