using System.Collections.Immutable;
using LambdaLift.Converter.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaLift.Cli.Projects;

/// <summary>A project as it was loaded.</summary>
/// <param name="Path">The project file.</param>
/// <param name="Compilation">Its source and references; source generators have run.</param>
/// <param name="OutputPath">Where a build puts its assembly; the file need not exist.</param>
/// <param name="AnalyzerOptions">Its <c>.editorconfig</c> settings and additional files.</param>
/// <param name="IsEntry">Whether the PATH argument means it, rather than being referenced by one that it means.</param>
internal sealed record LoadedProject(string Path, Compilation Compilation, string? OutputPath, AnalyzerOptions AnalyzerOptions, bool IsEntry);

/// <summary>What a PATH argument led to.</summary>
/// <param name="Path">The project or solution file.</param>
/// <param name="Projects">Its projects, those that PATH means first.</param>
/// <param name="Templates">The deployment templates that belong to them.</param>
internal sealed record LoadedWorkspace(string Path, ImmutableArray<LoadedProject> Projects, ImmutableArray<DeploymentTemplate> Templates)
{
    /// <summary>The folder of the project or solution.</summary>
    internal string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>All compilations, those of the projects that PATH means first.</summary>
    internal ImmutableArray<Compilation> Compilations => [.. Projects.Select(project => project.Compilation)];
}
