using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.Tests;
using Xunit;

namespace LambdaLift.Interpreter.Tests.Differential;

/// <summary>
/// A second engine, written apart from this one, in a Node process: it gets cases, a line each, and answers with a line each. Tests that
/// need it are skipped, visibly, where Node, npm or the shared folder is missing.
/// </summary>
internal static class Oracle
{
    private const string JsonataVersion = "2.0.6";

    public static IReadOnlyList<DataObject> Run(IReadOnlyList<GeneratedMachine> machines)
    {
        string script = SharedData.File("oracle/run.mjs");
        string packages = Packages();
        string input = string.Join('\n', machines.Select(m => m.ToCase().ToJson())) + "\n";
        string output = Start("node", [script], input, info => info.Environment["ORACLE_NPM"] = packages);
        DataObject[] results = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (DataObject)JsonData.Parse(line))];
        Assert.Equal(machines.Count, results.Length);
        return results;
    }

    private static string Packages()
    {
        string folder = Path.Combine(Path.GetTempPath(), "lambdalift-oracle-jsonata-" + JsonataVersion);
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "jsonata")))
        {
            Directory.CreateDirectory(folder);
            Start("npm", ["i", "--prefix", folder, "--no-audit", "--no-fund", "jsonata@" + JsonataVersion], "", _ => { });
        }

        // The oracle resolves packages from a package.json in that folder.
        string manifest = Path.Combine(folder, "package.json");
        if (!File.Exists(manifest)) File.WriteAllText(manifest, "{}");
        return folder;
    }

    private static string Start(string program, string[] arguments, string input, Action<ProcessStartInfo> configure)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        configure(info);
        Process process;
        try
        {
            process = Process.Start(info)!;
        }
        catch (Win32Exception e)
        {
            Assert.Skip($"'{program}' cannot be started, so there is no second engine to compare with: {e.Message}");
            throw;
        }

        using (process)
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            process.WaitForExit();
            if (process.ExitCode == 0) return output.GetAwaiter().GetResult();
            string message = error.GetAwaiter().GetResult();
            // Installing needs a registry; without one the comparison cannot run.
            if (program == "npm") Assert.Skip("npm cannot install jsonata, so there is no second engine to compare with: " + message);
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {message}");
        }
    }
}
