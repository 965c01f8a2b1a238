using System.Diagnostics;

namespace LambdaLift.Cli.Projects;

/// <summary>Runs the .NET SDK's command line.</summary>
internal static class DotNetCommand
{
    /// <summary>What a run of <c>dotnet</c> ended with.</summary>
    internal sealed record Result(int ExitCode, string Output)
    {
        /// <summary>The first error that MSBuild or NuGet reported, without the project that it is attributed to.</summary>
        internal string FirstError()
        {
            var line = Output.Split('\n').FirstOrDefault(candidate => candidate.Contains("error ", StringComparison.Ordinal)) ?? Output;
            var text = line[Math.Max(0, line.IndexOf("error ", StringComparison.Ordinal))..].Trim();
            var attribution = text.LastIndexOf(" [", StringComparison.Ordinal);
            return attribution > 0 && text.EndsWith(']') ? text[..attribution] : text;
        }
    }

    /// <exception cref="BadInputException">There is no .NET SDK on this machine.</exception>
    internal static async Task<Result> RunAsync(IEnumerable<string> arguments, string workingDirectory, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = workingDirectory,
        };

        // The tool's own "dotnet run" or a test runner sets variables that would send the child to another MSBuild.
        foreach (var name in new[] { "MSBuildSDKsPath", "MSBuildExtensionsPath", "MSBUILD_EXE_PATH" })
        {
            start.Environment.Remove(name);
        }

        // A build node left behind would keep standard output open, and this call waiting.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        try
        {
            using var process = Process.Start(start) ?? throw new BadInputException("'dotnet' could not be started.");
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
                var error = process.StandardError.ReadToEndAsync(cancellationToken);
                await process.WaitForExitAsync(cancellationToken);
                return new Result(process.ExitCode, await output + await error);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new BadInputException("the .NET SDK was not found: 'dotnet' is not on the PATH.", exception);
        }
    }
}
