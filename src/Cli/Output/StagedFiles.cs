namespace LambdaLift.Cli.Output;

/// <summary>
/// Files that are written together or not at all: first to a temporary folder beside the target, then moved into place one by one.
/// Existing files that are not among them stay as they are.
/// </summary>
internal sealed class StagedFiles
{
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);

    /// <summary>The paths, relative to the folder that they will be in.</summary>
    internal IReadOnlyCollection<string> Paths => _files.Keys;

    internal void Add(string relativePath, string text) => _files[relativePath] = text;

    /// <summary>Writes all files.</summary>
    /// <exception cref="BadInputException">The folder cannot be written to; nothing has changed.</exception>
    internal void WriteTo(string folder)
    {
        var staging = Path.Combine(Path.GetDirectoryName(folder)!, $".{Path.GetFileName(folder)}.{Guid.NewGuid():N}.tmp");
        try
        {
            foreach (var (path, text) in _files)
            {
                var file = Path.Combine(staging, path);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllText(file, text);
                if (Directory.Exists(Path.Combine(folder, path)))
                {
                    throw new IOException($"'{Path.Combine(folder, path)}' is a folder.");
                }
            }

            foreach (var path in _files.Keys)
            {
                var target = Path.Combine(folder, path);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Move(Path.Combine(staging, path), target, overwrite: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"'{folder}' cannot be written to: {exception.Message}", exception);
        }
        finally
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }
        }
    }
}
