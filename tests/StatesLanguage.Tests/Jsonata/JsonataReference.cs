using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.StatesLanguage.Tests.Jsonata;

/// <summary>The reference implementation (npm package jsonata) in a Node process.</summary>
internal static class JsonataReference
{
    private const string Version = "2.0.6";
    private const int TimeoutMillis = 120_000;

    private static readonly Lazy<(string? Folder, string? Problem)> Package = new(Install);

    /// <summary>Evaluates many expressions; skips the running test where Node or the package cannot be had.</summary>
    public static IReadOnlyList<DataObject> Evaluate(IEnumerable<(string Expression, JsonData Data)> cases)
    {
        var (folder, problem) = Package.Value;
        if (folder is null)
        {
            Assert.Skip($"jsonata {Version} of npm is not available: {problem}");
        }

        var script = Path.Combine(AppContext.BaseDirectory, "jsonata-oracle.mjs");
        using var process = Start("node", [script, folder!]);
        var answers = Task.Run(() =>
        {
            var lines = new List<DataObject>();
            while (process.StandardOutput.ReadLine() is { } line)
            {
                lines.Add((DataObject)JsonData.Parse(line));
            }

            return lines;
        });
        var errors = process.StandardError.ReadToEndAsync();
        using (var input = new StreamWriter(process.StandardInput.BaseStream, new UTF8Encoding(false)))
        {
            foreach (var (expression, data) in cases)
            {
                input.WriteLine(JsonData.Object(("e", expression), ("d", data)).ToString());
            }
        }

        if (!process.WaitForExit(TimeoutMillis))
        {
            process.Kill();
            Assert.Fail($"The reference implementation did not end; it hangs after {answers.GetAwaiter().GetResult().Count} expressions.");
        }

        var result = answers.GetAwaiter().GetResult();
        Assert.True(process.ExitCode == 0, errors.GetAwaiter().GetResult());
        return result;
    }

    private static (string? Folder, string? Problem) Install()
    {
        var folder = Path.Combine(Path.GetTempPath(), "lambdalift-jsonata-" + Version);
        try
        {
            if (!Directory.Exists(Path.Combine(folder, "node_modules", "jsonata")))
            {
                Directory.CreateDirectory(folder);
                using var npm = Start("npm", ["install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, "jsonata@" + Version]);
                var output = npm.StandardError.ReadToEndAsync();
                npm.StandardInput.Close();
                npm.StandardOutput.ReadToEnd();
                npm.WaitForExit();
                if (npm.ExitCode != 0)
                {
                    return (null, output.GetAwaiter().GetResult());
                }
            }

            using var node = Start("node", ["--version"]);
            node.StandardInput.Close();
            node.WaitForExit();
            return node.ExitCode == 0 ? (folder, null) : (null, "node does not run");
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            return (null, error.Message);
        }
    }

    private static Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
