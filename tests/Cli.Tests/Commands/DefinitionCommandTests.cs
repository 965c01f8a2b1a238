using System.Text.Json;

namespace LambdaLift.Cli.Tests.Commands;

/// <summary>The commands that take a definition: validate and graph.</summary>
public sealed class DefinitionCommandTests : IDisposable
{
    private const string Good = """{ "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Task<ToolRun> RunAsync(params string[] arguments) => ToolRun.StartAsync(_folder.Path, arguments);

    [Fact]
    public async Task A_valid_definition_is_clean()
    {
        _folder.Write("good.asl.json", Good);

        var run = await RunAsync("validate", "good.asl.json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("1 definition checked, no problem found.\n", run.Output);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task A_problem_is_shown_as_compilers_show_it()
    {
        _folder.Write("good.asl.json", Good);
        _folder.Write("bad.asl.json", "{\n  \"States\": {}\n}");

        var run = await RunAsync("validate", "good.asl.json", "bad.asl.json");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("bad.asl.json(1,1): error LIFT4004: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_output_is_one_document()
    {
        _folder.Write("bad.asl.json", "[]");

        var run = await RunAsync("validate", "bad.asl.json", "--format", "json");

        using var document = JsonDocument.Parse(run.Output);
        Assert.Equal(1, run.ExitCode);
        Assert.False(document.RootElement.GetProperty("valid").GetBoolean());
        Assert.Equal("LIFT4001", document.RootElement.GetProperty("diagnostics")[0].GetProperty("id").GetString());
        Assert.Equal("error", document.RootElement.GetProperty("diagnostics")[0].GetProperty("severity").GetString());
    }

    [Theory]
    [InlineData("mermaid", "flowchart TD")]
    [InlineData("dot", "digraph workflow {")]
    [InlineData("svg", "<svg ")]
    public async Task Graphs_go_to_standard_output(string format, string start)
    {
        _folder.Write("good.asl.json", Good);

        var run = await RunAsync("graph", "good.asl.json", "--format", format);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith(start, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lambdalift: 'missing.json' does not exist.", "validate", "missing.json")]
    [InlineData("lambdalift: 'missing.json' does not exist.", "graph", "missing.json")]
    [InlineData("lambdalift: bad.json:2: The definition is not JSON: ", "graph", "bad.json")]
    public async Task Unreadable_definitions_are_bad_input(string complaint, params string[] arguments)
    {
        _folder.Write("bad.json", "{\n x }");

        var run = await RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(complaint, run.Complaint, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("nonsense")]
    [InlineData("graph", "x.json", "--format", "png")]
    [InlineData("scan", ".", "--unknown")]
    public async Task Wrong_usage_is_bad_input(params string[] arguments)
    {
        var run = await RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.NotEmpty(run.Complaint);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Help_is_no_error()
    {
        var run = await RunAsync("--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("validate", run.Output, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }
}
