using LambdaLift.Cli.Projects;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Verifier;

namespace LambdaLift.Cli.Converting;

/// <summary>Finds the example events of a project.</summary>
internal static class PayloadFiles
{
    /// <summary>Folders in which projects keep example events, relative to the project or to the solution.</summary>
    private static readonly string[] Folders = ["payloads", "events", "sample-events", "test-events", ".lambda-test-tool/SavedRequests"];

    /// <summary>Reads the events beside the projects, or those that were named.</summary>
    /// <param name="named">Files or folders that were named; the usual folders are looked at if there are none.</param>
    /// <exception cref="BadInputException">A file cannot be read or holds no JSON.</exception>
    internal static IReadOnlyList<Payload> Read(IReadOnlyList<string> named, LoadedWorkspace workspace, AppHost host)
    {
        var files = named.Count > 0 ? named.SelectMany(path => Named(path, host)) : Found(workspace);
        return [.. files.Distinct(StringComparer.Ordinal).Select(file => Read(file, host))];
    }

    private static IEnumerable<string> Named(string path, AppHost host)
    {
        var full = host.FullPath(path);
        return Directory.Exists(full) ? JsonFiles(full)
            : File.Exists(full) ? [full]
            : throw new BadInputException($"'{path}' does not exist.");
    }

    private static IEnumerable<string> Found(LoadedWorkspace workspace) =>
        workspace.Projects.Where(project => project.IsEntry)
            .Select(project => Path.GetDirectoryName(project.Path)!)
            .Append(workspace.Folder)
            .Distinct(StringComparer.Ordinal)
            .SelectMany(folder => Folders.Select(name => Path.Combine(folder, name)))
            .Where(Directory.Exists)
            .SelectMany(JsonFiles);

    private static IEnumerable<string> JsonFiles(string folder) => Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal);

    private static Payload Read(string file, AppHost host)
    {
        try
        {
            return new Payload(Path.GetFileName(file), JsonData.Parse(File.ReadAllText(file)));
        }
        catch (JsonParseException exception)
        {
            throw new BadInputException($"{host.Display(file)}:{exception.Line}: the file is not JSON: {exception.Problem}.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{host.Display(file)} cannot be read: {exception.Message}", exception);
        }
    }
}
