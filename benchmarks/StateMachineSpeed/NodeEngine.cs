using System.Diagnostics;

namespace LambdaLift.StateMachineSpeed;

/// <summary>Runs a script of the folder <c>node</c> with an npm package, installed once into a temporary folder.</summary>
internal static class NodeEngine
{
    public static string Run(string script, string package, string version, string input, params string[] arguments)
    {
        string folder = Path.Combine(Path.GetTempPath(), $"lambdalift-benchmark-{package}-{version}");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", package)))
        {
            Directory.CreateDirectory(folder);
            Start("npm", ["i", "--prefix", folder, "--no-audit", "--no-fund", $"{package}@{version}"], "");
        }

        return Start("node", [Path.Combine(AppContext.BaseDirectory, "node", script), folder, .. arguments], input);
    }

    private static string Start(string program, string[] arguments, string input)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.GetAwaiter().GetResult() : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
