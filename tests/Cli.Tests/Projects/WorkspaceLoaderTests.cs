using LambdaLift.Cli.Projects;

namespace LambdaLift.Cli.Tests.Projects;

public sealed class WorkspaceLoaderTests : IDisposable
{
    private const string Library = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
        </Project>
        """;

    private static readonly string Application = Library.Replace(
        "</Project>", "<ItemGroup><ProjectReference Include=\"../Helper/Helper.csproj\" /></ItemGroup></Project>", StringComparison.Ordinal);

    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _folder.Dispose();
        _error.Dispose();
    }

    private Task<LoadedWorkspace> LoadAsync(string path, bool noRestore = false) =>
        WorkspaceLoader.LoadAsync(
            new WorkspaceOptions(path, noRestore, []),
            AppHost.ForTests(TextWriter.Null, _error, _folder.Path),
            TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_project_is_restored_and_loaded_with_its_references_and_templates()
    {
        _folder.Write("src/App/App.csproj", Application);
        _folder.Write("src/App/Function.cs", "namespace App; public partial class Function { [System.Text.RegularExpressions.GeneratedRegex(\"a\")] public static partial System.Text.RegularExpressions.Regex A(); }");
        _folder.Write("src/Helper/Helper.csproj", Library);
        _folder.Write("src/Helper/Help.cs", "namespace Helper; public class Help { }");
        _folder.Write("template.yaml", "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: { Handler: 'App::App.Function::A' }\n");
        _folder.Write("All.slnx", "<Solution><Project Path=\"src/App/App.csproj\" /></Solution>");

        var loaded = await LoadAsync("src/App");

        Assert.Equal([("App", true), ("Helper", false)], loaded.Projects.Select(project => (project.Compilation.AssemblyName!, project.IsEntry)));
        Assert.Equal("template.yaml", Assert.Single(loaded.Templates).Path);
        Assert.NotNull(loaded.Projects[0].Compilation.GetTypeByMetadataName("Helper.Help"));
        Assert.DoesNotContain(
            loaded.Projects[0].Compilation.GetDiagnostics(TestContext.Current.CancellationToken),
            diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        Assert.Contains("Restoring src/App/App.csproj", _error.ToString(), StringComparison.Ordinal);

        _error.GetStringBuilder().Clear();
        var solution = await LoadAsync(".", noRestore: true);

        Assert.Equal(["App", "Helper"], solution.Projects.Select(project => project.Compilation.AssemblyName));
        Assert.Empty(_error.ToString());
    }
}
