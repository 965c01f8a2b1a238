namespace LambdaLift.Cli.Projects;

/// <summary>How to load a workspace.</summary>
/// <param name="Path">A project, a solution, or a folder that holds one.</param>
/// <param name="NoRestore">Whether packages must not be restored.</param>
/// <param name="Templates">Deployment templates to use instead of those that are found.</param>
internal sealed record WorkspaceOptions(string Path, bool NoRestore, IReadOnlyList<string> Templates);
