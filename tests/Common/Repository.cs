namespace LambdaLift.Tests;

/// <summary>The checkout that a test runs in.</summary>
internal static class Repository
{
    private static readonly Lazy<string> Found = new(Find);

    /// <summary>The folder with the solution.</summary>
    public static string Root => Found.Value;

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Analyzer.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above '{AppContext.BaseDirectory}' holds Analyzer.sln.");
    }
}
