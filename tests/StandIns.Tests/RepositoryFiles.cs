namespace LambdaLift.StandIns.Tests;

/// <summary>Finds files of the repository that the tests run in.</summary>
internal static class RepositoryFiles
{
    private static readonly Lazy<string> Root = new(() =>
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Analyzer.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    });

    /// <summary>The full path of a file or folder, given relative to the repository's root.</summary>
    public static string Path(string relativePath) => System.IO.Path.Combine(Root.Value, relativePath.Replace('/', System.IO.Path.DirectorySeparatorChar));
}
