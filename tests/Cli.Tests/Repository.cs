namespace LambdaLift.Cli.Tests;

/// <summary>The repository that the tests run in.</summary>
internal static class Repository
{
    /// <summary>The folder that holds <c>Analyzer.sln</c>.</summary>
    internal static string Root { get; } = Find();

    /// <summary>The sample's project file.</summary>
    internal static string Sample { get; } = Path.Combine(Root, "samples", "LambdaOrchestrator", "LambdaOrchestrator.csproj");

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Analyzer.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run in the repository.");
        }

        return folder;
    }
}
