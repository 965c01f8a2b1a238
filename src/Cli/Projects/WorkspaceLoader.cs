using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.MSBuild;

namespace LambdaLift.Cli.Projects;

/// <summary>Loads projects and solutions into Roslyn, restoring them first if need be.</summary>
internal static class WorkspaceLoader
{
    /// <summary>Loads what a PATH argument means.</summary>
    /// <param name="options">PATH and how to load it.</param>
    /// <exception cref="BadInputException">The path, a project, or a template cannot be used; the message says which and why.</exception>
    internal static async Task<LoadedWorkspace> LoadAsync(WorkspaceOptions options, AppHost host, CancellationToken cancellationToken)
    {
        var file = ProjectLocator.Locate(options.Path, host);
        var projects = await SolutionFile.ProjectsAsync(file, host, cancellationToken);
        foreach (var project in projects)
        {
            ProjectLocator.CheckReadable(project, host);
        }

        var templates = options.Templates.Count > 0 ? TemplateFinder.Read(options.Templates, host) : TemplateFinder.Find(projects, host);
        await ProjectRestorer.EnsureRestoredAsync(file, projects, !options.NoRestore, host, cancellationToken);
        var loaded = await host.WithProgressAsync("Loading " + host.Display(file), () => OpenAsync(file, projects, host, cancellationToken));
        return new LoadedWorkspace(file, loaded, [.. templates]);
    }

    private static async Task<ImmutableArray<LoadedProject>> OpenAsync(
        string file, IReadOnlyList<string> entries, AppHost host, CancellationToken cancellationToken)
    {
        using var workspace = MSBuildWorkspace.Create();
        try
        {
            // One by one even for a solution: what it holds besides C# projects is of no interest, and cannot fail the load.
            foreach (var entry in entries)
            {
                if (workspace.CurrentSolution.Projects.All(project => !SamePath(project.FilePath, entry)))
                {
                    await workspace.OpenProjectAsync(entry, cancellationToken: cancellationToken);
                }
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new BadInputException($"{host.Display(file)} cannot be loaded: {OneLine(exception.Message)}", exception);
        }

        var solution = workspace.CurrentSolution;
        var projects = solution.Projects
            .Where(project => project.Language == LanguageNames.CSharp)
            .GroupBy(project => project.FilePath, StringComparer.Ordinal)
            .Select(NewestFramework)
            .OrderBy(project => entries.Any(entry => SamePath(project.FilePath, entry)) ? 0 : 1)
            .ToList();
        if (projects.Count == 0)
        {
            throw new BadInputException(
                $"{host.Display(file)} cannot be loaded: {OneLine(workspace.Diagnostics.FirstOrDefault()?.Message ?? "it holds no C# project.")}");
        }

        var loaded = ImmutableArray.CreateBuilder<LoadedProject>(projects.Count);
        foreach (var project in projects)
        {
            var lean = await GeneratorReferences.WithoutIdleAsync(project, cancellationToken);
            var compilation = await lean.GetCompilationAsync(cancellationToken)
                ?? throw new BadInputException($"{host.Display(project.FilePath!)} has no C# compilation.");
            if (compilation.GetSpecialType(SpecialType.System_Object).TypeKind == TypeKind.Error)
            {
                throw new BadInputException(
                    $"{host.Display(project.FilePath!)} has no references: {OneLine(workspace.Diagnostics.FirstOrDefault()?.Message ?? "its target framework could not be resolved.")}");
            }

            loaded.Add(new LoadedProject(
                project.FilePath!, compilation, project.OutputFilePath, project.AnalyzerOptions, entries.Any(entry => SamePath(project.FilePath, entry))));
        }

        return loaded.ToImmutable();
    }

    /// <summary>A project for several frameworks is loaded once per framework; its newest .NET is what Lambda runs.</summary>
    private static Project NewestFramework(IEnumerable<Project> projects) =>
        projects.OrderByDescending(project => FrameworkOf(project)).First();

    private static int FrameworkOf(Project project)
    {
        var symbols = (project.ParseOptions as CSharpParseOptions)?.PreprocessorSymbolNames ?? [];
        return symbols.Count(symbol => symbol.EndsWith("_OR_GREATER", StringComparison.Ordinal) && symbol.StartsWith("NET", StringComparison.Ordinal));
    }

    private static bool SamePath(string? left, string? right) =>
        string.Equals(left, right, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static string OneLine(string message) => string.Join(' ', message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
