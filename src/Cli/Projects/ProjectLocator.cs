using System.Xml;
using System.Xml.Linq;

namespace LambdaLift.Cli.Projects;

/// <summary>Finds the project or solution that a PATH argument means.</summary>
internal static class ProjectLocator
{
    private static readonly string[] SolutionExtensions = [".sln", ".slnx"];

    /// <summary>Finds the file for a path, which may be a project, a solution, or a folder that holds exactly one of them.</summary>
    /// <exception cref="BadInputException">There is no such file, or more than one could be meant.</exception>
    internal static string Locate(string path, AppHost host)
    {
        var full = host.FullPath(path);
        if (Directory.Exists(full))
        {
            return InFolder(full, path);
        }

        if (!File.Exists(full))
        {
            throw new BadInputException($"'{path}' does not exist.");
        }

        if (!IsProject(full) && !IsSolution(full))
        {
            throw new BadInputException($"'{path}' is neither a C# project (.csproj) nor a solution (.sln, .slnx).");
        }

        return full;
    }

    internal static bool IsSolution(string path) => SolutionExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a project file far enough to know that it is one, so that a broken one is reported with its line.</summary>
    /// <exception cref="BadInputException">The file is not well-formed XML.</exception>
    internal static void CheckReadable(string project, AppHost host)
    {
        try
        {
            if (XDocument.Load(project).Root?.Name.LocalName != "Project")
            {
                throw new BadInputException($"{host.Display(project)}:1: the file is not an MSBuild project.");
            }
        }
        catch (XmlException exception)
        {
            throw new BadInputException($"{host.Display(project)}:{exception.LineNumber}: the project file is not well-formed XML: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{host.Display(project)} cannot be read: {exception.Message}", exception);
        }
    }

    private static bool IsProject(string path) => Path.GetExtension(path).Equals(".csproj", StringComparison.OrdinalIgnoreCase);

    private static string InFolder(string folder, string given)
    {
        var files = Directory.GetFiles(folder);
        var solutions = files.Where(IsSolution).ToList();
        var projects = files.Where(IsProject).ToList();
        return (solutions, projects) switch
        {
            ([var solution], _) => solution,
            ([], [var project]) => project,
            ([], []) => throw new BadInputException($"'{given}' holds no .csproj, .sln or .slnx."),
            ([], _) => throw new BadInputException($"'{given}' holds {projects.Count} projects ({Names(projects)}): name one of them."),
            _ => throw new BadInputException($"'{given}' holds {solutions.Count} solutions ({Names(solutions)}): name one of them."),
        };
    }

    private static string Names(IEnumerable<string> files) => string.Join(", ", files.Select(Path.GetFileName).Order(StringComparer.Ordinal));
}
