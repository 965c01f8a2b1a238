using System.Text.Json;
using Xunit;

namespace LambdaLift.Tests;

/// <summary>
/// The data that tests read but the repository does not hold: recordings from AWS and facts about it, in a folder <c>shared</c> beside
/// the checkout. A test that needs it is skipped, visibly, where the folder is missing.
/// </summary>
internal static class SharedData
{
    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>The folder, or null if this machine has none.</summary>
    public static string? Root => Found.Value;

    /// <summary>The full path of a file, given relative to the folder; skips the running test if the folder is missing.</summary>
    public static string File(string relativePath)
    {
        if (Root is null)
        {
            Assert.Skip("The folder 'shared' with the recorded data is not beside this checkout.");
        }

        var path = Path.Combine(Root!, relativePath.Replace('/', Path.DirectorySeparatorChar));
        Assert.True(System.IO.File.Exists(path), $"The shared data has no file '{relativePath}'.");
        return path;
    }

    /// <summary>The text of a file.</summary>
    public static string ReadText(string relativePath) => System.IO.File.ReadAllText(File(relativePath));

    /// <summary>The lines of a <c>.jsonl</c> file that hold something.</summary>
    public static IReadOnlyList<string> ReadLines(string relativePath) =>
        [.. System.IO.File.ReadLines(File(relativePath)).Where(line => !string.IsNullOrWhiteSpace(line))];

    /// <summary>A JSON file, parsed.</summary>
    public static JsonDocument ReadJson(string relativePath) =>
        JsonDocument.Parse(System.IO.File.ReadAllBytes(File(relativePath)), new JsonDocumentOptions { MaxDepth = 1000 });

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared");
            if (System.IO.File.Exists(Path.Combine(candidate, "DESIGN.md")))
            {
                return candidate;
            }
        }

        return null;
    }
}
