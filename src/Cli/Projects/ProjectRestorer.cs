namespace LambdaLift.Cli.Projects;

/// <summary>
/// Makes sure that NuGet packages are restored. A project that is not restored loads without complaint, and without any reference,
/// so this is looked at first.
/// </summary>
internal static class ProjectRestorer
{
    /// <summary>Restores what needs it, or says that it must be done.</summary>
    /// <param name="file">The project or solution.</param>
    /// <param name="projects">The projects that it means.</param>
    /// <param name="mayRestore">Whether restoring is allowed.</param>
    /// <exception cref="BadInputException">A project is not restored and may not be, or restoring failed.</exception>
    internal static async Task EnsureRestoredAsync(
        string file, IReadOnlyList<string> projects, bool mayRestore, AppHost host, CancellationToken cancellationToken)
    {
        if (await FirstUnrestoredAsync(projects, cancellationToken) is not { } unrestored)
        {
            return;
        }

        if (!mayRestore)
        {
            throw new BadInputException(
                $"{host.Display(unrestored)} is not restored: run 'dotnet restore' first, or leave out --no-restore.");
        }

        await host.Error.WriteLineAsync($"Restoring {host.Display(file)} …");
        var result = await host.WithProgressAsync(
            "Restoring packages",
            () => DotNetCommand.RunAsync(["restore", file, "--nologo", "--verbosity", "quiet"], Path.GetDirectoryName(file)!, cancellationToken));
        if (result.ExitCode != 0)
        {
            throw new BadInputException($"restoring {host.Display(file)} failed: {result.FirstError()}");
        }
    }

    private static async Task<string?> FirstUnrestoredAsync(IReadOnlyList<string> projects, CancellationToken cancellationToken)
    {
        foreach (var project in projects)
        {
            var folder = Path.GetDirectoryName(project)!;
            if (File.Exists(Path.Combine(folder, "obj", "project.assets.json")))
            {
                continue;
            }

            // Output folders can be moved; asking MSBuild takes a second, so only when the usual place is empty.
            var asked = await DotNetCommand.RunAsync(["msbuild", project, "-nologo", "-getProperty:ProjectAssetsFile"], folder, cancellationToken);
            if (asked.ExitCode != 0 || !File.Exists(asked.Output.Trim()))
            {
                return project;
            }
        }

        return null;
    }
}
