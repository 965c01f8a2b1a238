using System.Diagnostics;
using System.Globalization;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Jsonata;

namespace LambdaLift.Benchmarks.Jsonata;

/// <summary>Times the same expressions here and in jsonata.js on Node, one after the other on the same machine, and prints the ratios.</summary>
internal static class JsonataComparison
{
    private const double WarmUpSeconds = 0.5;
    private const double MeasureSeconds = 1.0;
    private const int Rounds = 3;

    public static int Run(string npmFolder, string? suitePath)
    {
        Console.WriteLine($"{"expression",-28} {"ours",12} {"jsonata.js",12} {"ratio",7} {"allocated",12}");
        foreach (var workload in JsonataWorkloads.Single)
        {
            Compare(workload.Name, [workload], npmFolder);
        }

        if (suitePath is not null)
        {
            var suite = JsonataWorkloads.ReadSuite(suitePath);
            Compare($"mix of the suite ({suite.Count})", suite, npmFolder);
        }

        return 0;
    }

    private static void Compare(string name, IReadOnlyList<JsonataWorkload> workloads, string npmFolder)
    {
        var (ours, allocated) = MeasureOurs(workloads);
        var theirs = MeasureTheirs(workloads, npmFolder);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-28} {ours * 1e6,9:F1} µs {theirs * 1e6,9:F1} µs {theirs / ours,6:F1}x {allocated,10:N0} B"));
    }

    // The best of some rounds: on a busy machine the least disturbed one.
    private static (double Seconds, long Bytes) MeasureOurs(IReadOnlyList<JsonataWorkload> workloads)
    {
        var compiled = workloads.Select(workload => (Expression: JsonataExpression.Parse(workload.Expression), workload.Data)).ToArray();
        JsonData? last = null;
        void Pass()
        {
            foreach (var (expression, data) in compiled)
            {
                last = expression.Evaluate(data);
            }
        }

        Time(Pass, WarmUpSeconds);
        var best = Enumerable.Range(0, Rounds).Min(_ => Time(Pass, MeasureSeconds / Rounds));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Pass();
        GC.KeepAlive(last);
        return (best, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static double Time(Action pass, double seconds)
    {
        var clock = Stopwatch.StartNew();
        var passes = 0;
        do
        {
            pass();
            passes++;
        }
        while (clock.Elapsed.TotalSeconds < seconds);
        return clock.Elapsed.TotalSeconds / passes;
    }

    private static double MeasureTheirs(IReadOnlyList<JsonataWorkload> workloads, string npmFolder)
    {
        var input = JsonData.Object(
            ("warmUpSeconds", WarmUpSeconds),
            ("measureSeconds", MeasureSeconds),
            ("rounds", Rounds),
            ("workloads", JsonData.Array(workloads.Select(workload => workload.Data is null
                ? (JsonData)JsonData.Object(("expression", workload.Expression))
                : JsonData.Object(("expression", workload.Expression), ("data", workload.Data))))));
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Jsonata", "jsonata-timing.mjs"));
        start.ArgumentList.Add(npmFolder);
        using var node = Process.Start(start) ?? throw new InvalidOperationException("node does not start.");
        node.StandardInput.Write(input.ToString());
        node.StandardInput.Close();
        var output = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        return node.ExitCode == 0
            ? double.Parse(output, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException("The timing script failed.");
    }
}
