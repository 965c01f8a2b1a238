using Microsoft.VisualStudio.SolutionPersistence.Serializer;

namespace LambdaLift.Cli.Projects;

/// <summary>Lists the C# projects of a solution.</summary>
internal static class SolutionFile
{
    /// <summary>The C# projects that a project or solution file means.</summary>
    /// <exception cref="BadInputException">The solution cannot be read, or names no C# project that exists.</exception>
    internal static async Task<IReadOnlyList<string>> ProjectsAsync(string file, AppHost host, CancellationToken cancellationToken)
    {
        if (!ProjectLocator.IsSolution(file))
        {
            return [file];
        }

        var folder = Path.GetDirectoryName(file)!;
        try
        {
            var serializer = SolutionSerializers.GetSerializerByMoniker(file)
                ?? throw new BadInputException($"{host.Display(file)} is not a solution.");
            var model = await serializer.OpenAsync(file, cancellationToken);
            var projects = model.SolutionProjects
                .Select(project => Path.GetFullPath(project.FilePath.Replace('\\', Path.DirectorySeparatorChar), folder))
                .Where(project => project.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))
                .ToList();
            if (projects.FirstOrDefault(project => !File.Exists(project)) is { } missing)
            {
                throw new BadInputException($"{host.Display(file)} names {host.Display(missing)}, which does not exist.");
            }

            return projects.Count > 0 ? projects : throw new BadInputException($"{host.Display(file)} holds no C# project.");
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not BadInputException)
        {
            throw new BadInputException($"{host.Display(file)} cannot be read as a solution: {exception.Message}", exception);
        }
    }
}
