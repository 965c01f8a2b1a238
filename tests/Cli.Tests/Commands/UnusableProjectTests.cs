namespace LambdaLift.Cli.Tests.Commands;

/// <summary>Projects that cannot be worked with: one clear sentence, exit code 2, and nothing on standard output.</summary>
public sealed class UnusableProjectTests : IDisposable
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
          </PropertyGroup>
        </Project>
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private async Task<ToolRun> FailAsync(params string[] arguments)
    {
        var before = _folder.Files();
        var run = await ToolRun.StartAsync(_folder.Path, arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Equal(before, _folder.Files().Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.StartsWith("obj/", StringComparison.Ordinal)));
        return run;
    }

    [Fact]
    public async Task A_path_that_does_not_exist()
    {
        var run = await FailAsync("scan", "nowhere");

        Assert.Equal("lambdalift: 'nowhere' does not exist.", run.Complaint);
    }

    [Fact]
    public async Task A_folder_without_a_project()
    {
        var run = await FailAsync("scan", ".");

        Assert.Equal("lambdalift: '.' holds no .csproj, .sln or .slnx.", run.Complaint);
    }

    [Fact]
    public async Task A_folder_with_two_projects()
    {
        _folder.Write("A.csproj", Project);
        _folder.Write("B.csproj", Project);

        var run = await FailAsync("scan", ".");

        Assert.Equal("lambdalift: '.' holds 2 projects (A.csproj, B.csproj): name one of them.", run.Complaint);
    }

    [Fact]
    public async Task A_file_that_is_no_project()
    {
        _folder.Write("A.cs", "class A;");

        var run = await FailAsync("scan", "A.cs");

        Assert.Equal("lambdalift: 'A.cs' is neither a C# project (.csproj) nor a solution (.sln, .slnx).", run.Complaint);
    }

    [Fact]
    public async Task A_project_that_is_not_well_formed()
    {
        _folder.Write("A.csproj", "<Project>\n  <Broken>\n</Project>");

        var run = await FailAsync("scan", "A.csproj");

        Assert.StartsWith("lambdalift: A.csproj:3: the project file is not well-formed XML: ", run.Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_solution_that_names_a_project_that_is_gone()
    {
        _folder.Write("All.slnx", "<Solution><Project Path=\"Gone/Gone.csproj\" /></Solution>");

        var run = await FailAsync("scan", ".");

        Assert.Equal("lambdalift: All.slnx names Gone/Gone.csproj, which does not exist.", run.Complaint);
    }

    [Fact]
    public async Task A_project_that_is_not_restored_and_may_not_be()
    {
        _folder.Write("A.csproj", Project);

        var run = await FailAsync("scan", "A.csproj", "--no-restore");

        Assert.Equal("lambdalift: A.csproj is not restored: run 'dotnet restore' first, or leave out --no-restore.", run.Complaint);
    }

    [Fact]
    public async Task A_project_whose_restore_fails()
    {
        _folder.Write("A.csproj", Project.Replace(
            "</Project>", "<ItemGroup><PackageReference Include=\"LambdaLift.No.Such.Package\" Version=\"1.0.0\" /></ItemGroup></Project>", StringComparison.Ordinal));
        _folder.Write("nuget.config", "<configuration><packageSources><clear /><add key=\"local\" value=\"empty\" /></packageSources></configuration>");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));

        var run = await FailAsync("scan", "A.csproj");

        Assert.StartsWith("lambdalift: restoring A.csproj failed: error NU1101: ", run.Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_that_is_not_well_formed()
    {
        _folder.Write("A.csproj", Project);
        _folder.Write("template.yaml", "Resources:\n  A: [1\n");

        var run = await FailAsync("scan", "A.csproj");

        Assert.StartsWith("lambdalift: template.yaml:", run.Complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_that_was_named_and_is_none()
    {
        _folder.Write("A.csproj", Project);
        _folder.Write("other.yaml", "kind: Deployment");

        var run = await FailAsync("scan", "A.csproj", "--template", "other.yaml");

        Assert.StartsWith("lambdalift: other.yaml:1: the file is neither a CloudFormation", run.Complaint, StringComparison.Ordinal);
    }
}
