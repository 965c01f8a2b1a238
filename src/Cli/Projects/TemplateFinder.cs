using LambdaLift.Converter.Infrastructure;

namespace LambdaLift.Cli.Projects;

/// <summary>Finds and reads the deployment templates that belong to a project.</summary>
internal static class TemplateFinder
{
    private static readonly string[] Names =
    [
        "template.yaml", "template.yml", "template.json", "serverless.template", "serverless.yml", "serverless.yaml",
        "sam.yaml", "sam.yml", "cloudformation.yaml", "cloudformation.yml", "aws-lambda-tools-defaults.json",
    ];

    /// <summary>How many folders above the project a template may be: a SAM application keeps it above <c>src/Function</c>.</summary>
    private const int FoldersAbove = 3;

    /// <summary>
    /// Reads the templates beside the projects and in the folders above them, up to the folder of the solution or the repository's root.
    /// </summary>
    /// <exception cref="BadInputException">A template is not well-formed.</exception>
    internal static IReadOnlyList<DeploymentTemplate> Find(IEnumerable<string> projects, AppHost host)
    {
        var templates = new List<DeploymentTemplate>();
        foreach (var file in projects.SelectMany(Candidates).Distinct(StringComparer.Ordinal))
        {
            try
            {
                templates.Add(Read(file, host));
            }
            catch (TemplateFormatException exception) when (exception.IsUnknownKind)
            {
                // A name like template.yaml is used for other things too.
                host.Error.WriteLine($"{exception.Message} It is ignored.");
            }
        }

        return templates;
    }

    /// <summary>Reads templates that were named.</summary>
    /// <exception cref="BadInputException">A template does not exist or is none.</exception>
    internal static IReadOnlyList<DeploymentTemplate> Read(IEnumerable<string> files, AppHost host)
    {
        try
        {
            return [.. files.Select(file => Read(host.FullPath(file), host))];
        }
        catch (TemplateFormatException exception)
        {
            throw new BadInputException(exception.Message, exception);
        }
    }

    private static DeploymentTemplate Read(string file, AppHost host)
    {
        try
        {
            return DeploymentTemplate.Read(host.Display(file), File.ReadAllText(file));
        }
        catch (TemplateFormatException exception) when (!exception.IsUnknownKind)
        {
            throw new BadInputException(exception.Message, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{host.Display(file)} cannot be read: {exception.Message}", exception);
        }
    }

    private static IEnumerable<string> Candidates(string project)
    {
        var folder = Path.GetDirectoryName(project);
        for (var steps = 0; folder is not null && steps <= FoldersAbove; steps++)
        {
            foreach (var name in Names)
            {
                var file = Path.Combine(folder, name);
                if (File.Exists(file))
                {
                    yield return file;
                }
            }

            if (Directory.Exists(Path.Combine(folder, ".git")) || Directory.EnumerateFiles(folder).Any(ProjectLocator.IsSolution))
            {
                yield break;
            }

            folder = Path.GetDirectoryName(folder);
        }
    }
}
