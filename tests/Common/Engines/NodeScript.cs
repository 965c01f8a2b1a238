using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using LambdaLift.StatesLanguage.Json;
using Xunit;

namespace LambdaLift.Tests.Engines;

/// <summary>An npm package in the version that a comparison is about.</summary>
internal sealed record NpmPackage(string Name, string Version)
{
    public override string ToString() => $"{Name}@{Version}";
}

/// <summary>
/// Runs a script beside the tests in Node, with an npm package: JSON values in, a line each, and JSON objects out, a line each. The package
/// comes from the folder that <c>LAMBDALIFT_NODE_MODULES</c> names if it has that version, else it is installed once into a temporary folder.
/// The running test is skipped, visibly, where neither is possible.
/// </summary>
internal static class NodeScript
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(10);

    private static readonly Lock Installing = new();

    /// <param name="script">Name of the script in the tests' output folder; its first argument is the folder that holds <c>node_modules</c>.</param>
    /// <param name="package">The package that it needs.</param>
    /// <param name="lines">What it is given on standard input.</param>
    /// <param name="arguments">Its further arguments.</param>
    public static IReadOnlyList<DataObject> Run(string script, NpmPackage package, IEnumerable<JsonData> lines, params string[] arguments)
    {
        string folder = FolderOf(package);
        var text = new StringBuilder();
        foreach (JsonData line in lines) text.Append(line.ToJson()).Append('\n');
        (int exitCode, string output, string error) = Start("node", [Path.Combine(AppContext.BaseDirectory, script), folder, .. arguments], text.ToString());
        Assert.True(exitCode == 0, $"{script} ended with {exitCode}: {error}");
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (DataObject)JsonData.Parse(line))];
    }

    private static string FolderOf(NpmPackage package)
    {
        if (Environment.GetEnvironmentVariable("LAMBDALIFT_NODE_MODULES") is { Length: > 0 } modules && VersionIn(modules, package.Name) == package.Version)
            return Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(modules)))!;
        string folder = Path.Combine(Path.GetTempPath(), $"lambdalift-{package.Name}-{package.Version}");
        lock (Installing)
        {
            if (VersionIn(Path.Combine(folder, "node_modules"), package.Name) == package.Version) return folder;
            Directory.CreateDirectory(folder);
            (int exitCode, _, string error) = Start("npm", ["install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, package.ToString()], "");
            if (exitCode != 0) Assert.Skip($"npm cannot install {package}, so there is nothing to compare with: {error}");
        }

        return folder;
    }

    private static string? VersionIn(string modules, string package)
    {
        string manifest = Path.Combine(modules, package, "package.json");
        if (!File.Exists(manifest)) return null;
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(manifest));
        return document.RootElement.GetProperty("version").GetString();
    }

    private static (int ExitCode, string Output, string Error) Start(string program, string[] arguments, string input)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        Process process;
        try
        {
            process = Process.Start(info)!;
        }
        catch (Win32Exception e)
        {
            Assert.Skip($"'{program}' cannot be started, so there is nothing to compare with: {e.Message}");
            throw;
        }

        using (process)
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
            // Not on this thread: a program that stops reading must not outlast the limit.
            _ = Task.Run(() => Give(process, input));
            if (!process.WaitForExit(TimeLimit))
            {
                process.Kill(entireProcessTree: true);
                Assert.Fail($"'{program} {string.Join(' ', arguments)}' did not end within {TimeLimit.TotalMinutes} minutes.");
            }

            return (process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
        }
    }

    private static void Give(Process process, string input)
    {
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The program has ended before it read everything; its exit code and standard error say why.
        }
    }
}
