using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LambdaLift.Cli.Projects;

/// <summary>
/// Drops analyzer references that cannot add source. Loading the framework's generators and the SDK's analyzers takes longer than
/// compiling a small project; only generators that the source asks for are kept.
/// </summary>
internal static class GeneratorReferences
{
    /// <summary>The project with the analyzer references that may matter to its source.</summary>
    internal static async Task<Project> WithoutIdleAsync(Project project, CancellationToken cancellationToken)
    {
        var usesPartial = await UsesPartialAsync(project, cancellationToken);
        return project.WithAnalyzerReferences(project.AnalyzerReferences.Where(reference => IsFromPackage(reference) || usesPartial && IsFramework(reference)));
    }

    /// <summary>The framework's generators fill partial members and types, and do nothing else.</summary>
    private static async Task<bool> UsesPartialAsync(Project project, CancellationToken cancellationToken)
    {
        foreach (var document in project.Documents)
        {
            var text = await document.GetTextAsync(cancellationToken);
            if (text.ToString().Contains("partial ", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFramework(AnalyzerReference reference) => HasFolder(reference, ".Ref");

    /// <summary>Neither the framework's nor the SDK's, nor a package that is known to hold rules only.</summary>
    private static bool IsFromPackage(AnalyzerReference reference) =>
        !IsFramework(reference)
        && !HasFolder(reference, "/Sdks/")
        && Path.GetFileNameWithoutExtension(reference.FullPath ?? "") is var name
        && !name.StartsWith("LambdaLift.", StringComparison.Ordinal)
        && !name.StartsWith("Microsoft.CodeAnalysis.", StringComparison.Ordinal);

    private static bool HasFolder(AnalyzerReference reference, string part) =>
        reference.FullPath?.Replace('\\', '/').Contains(part, StringComparison.Ordinal) == true;
}
