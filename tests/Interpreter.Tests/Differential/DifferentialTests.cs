using System.Globalization;
using System.Text;
using LambdaLift.Interpreter.Coverage;
using LambdaLift.Interpreter.Tests.Conformance;
using LambdaLift.StatesLanguage.Json;
using Xunit;

namespace LambdaLift.Interpreter.Tests.Differential;

/// <summary>
/// Runs generated state machines here and on the second engine. A bounded number by default; <c>LIFT_DIFFERENTIAL=10000</c> runs as many,
/// <c>LIFT_DIFFERENTIAL_SEED=n</c> starts with seed n.
/// </summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private const int DefaultCount = 400;
    private const int BatchSize = 1000;

    // Orders of concurrent branches to try before a difference counts.
    private const int Orders = 60;

    [Fact]
    public void AgreesWithTheSecondEngine()
    {
        int count = Setting("LIFT_DIFFERENTIAL", DefaultCount), first = Setting("LIFT_DIFFERENTIAL_SEED", 1);
        output.WriteLine($"{count} state machines from seed {first}");
        var differences = new StringBuilder();
        var statuses = new SortedDictionary<string, int>(StringComparer.Ordinal);
        int differing = 0, otherOrder = 0;
        for (int done = 0; done < count; done += BatchSize)
        {
            GeneratedMachine[] machines = [.. Enumerable.Range(first + done, Math.Min(BatchSize, count - done)).Select(MachineGenerator.Generate)];
            IReadOnlyList<DataObject> answers = Oracle.Run(machines);
            for (int i = 0; i < machines.Length; i++)
            {
                string status = Text(answers[i], "status") ?? "";
                if (Text(answers[i], "error") is { } error) status += " " + error;
                statuses[status] = statuses.GetValueOrDefault(status) + 1;
                if (Difference(machines[i], answers[i], order: null) is not { } difference) continue;
                if (machines[i].IsConcurrent && Enumerable.Range(0, Orders).Any(order => Difference(machines[i], answers[i], order) is null))
                {
                    otherOrder++;
                    continue;
                }

                differing++;
                if (differing <= 20) differences.AppendLine(CultureInfo.InvariantCulture, $"{machines[i].Name}: {difference}");
            }
        }

        foreach ((string status, int times) in statuses) output.WriteLine($"  {times,6} {status}");
        output.WriteLine($"{otherOrder} agree in another order of concurrent branches");
        Assert.True(differing == 0, $"{differing} of {count} differ:\n{differences}");
    }

    /// <summary>
    /// What differs; null when nothing does. Which of several concurrent branches fails first, and how far its siblings came, is a matter of
    /// timing that nothing recorded decides: every order that a seed can bring about is right.
    /// </summary>
    private static string? Difference(GeneratedMachine machine, DataObject answer, int? order)
    {
        ExecutionResult result = StateMachineInterpreter.Parse(machine.Definition.ToJson())
            .Execute(machine.Input, new ExecutionOptions { TaskHandler = new RepeatingMocks(machine.Mocks), Seed = order });
        string status = result.Status == ExecutionStatus.Succeeded ? "SUCCEEDED" : "FAILED";
        if (status != Text(answer, "status")) return $"{status} ({result.Error}: {result.Cause}) instead of {answer.Without("calls").Without("path")}";
        if (result.Status == ExecutionStatus.Succeeded)
        {
            if (!JsonComparison.Matches(WithoutCauses(answer["output"]), WithoutCauses(result.Output!), "$", new HashSet<string>())) return $"output\n   {result.Output}\n   instead of\n   {answer.Get("output")}";
        }
        else if (result.Error != Text(answer, "error"))
        {
            return $"error {result.Error} ({result.Cause}) instead of {Text(answer, "error")} ({Text(answer, "cause")})";
        }

        // How far the siblings of a failed branch came is a matter of timing too.
        bool failed = result.Status != ExecutionStatus.Succeeded || result.Transitions.Any(t => t.Edge.Kind is EdgeKind.Catch or EdgeKind.Retry or EdgeKind.Fail);
        if (machine.IsConcurrent && failed) return null;
        IEnumerable<string> mine = result.Calls.Select(c => $"{c.StateName} {c.Resource} {Sorted(c.Parameters)}");
        IEnumerable<string> theirs = ((DataArray)answer["calls"]).AsSpan().ToArray().Cast<DataObject>().Select(c => $"{Text(c, "state")} {Text(c, "resource")} {Sorted(c["parameters"])}");
        IEnumerable<string> myPath = result.Path, theirPath = ((DataArray)answer["path"]).AsSpan().ToArray().Select(p => ((DataString)p).Value);
        if (machine.IsConcurrent)
        {
            (mine, theirs) = (mine.Order(StringComparer.Ordinal), theirs.Order(StringComparer.Ordinal));
            (myPath, theirPath) = (myPath.Order(StringComparer.Ordinal), theirPath.Order(StringComparer.Ordinal));
        }

        if (!mine.SequenceEqual(theirs)) return $"calls\n   {string.Join("\n   ", mine)}\n  instead of\n   {string.Join("\n   ", theirs)}";
        return myPath.SequenceEqual(theirPath) ? null : $"path {string.Join(' ', myPath)}\n   instead of {string.Join(' ', theirPath)}";
    }

    /// <summary>Causes of predefined errors are prose and name event numbers, which the second engine does not count.</summary>
    private static JsonData WithoutCauses(JsonData value) => value switch
    {
        DataObject o when o.Get("Error") is DataString error && error.Value.StartsWith("States.", StringComparison.Ordinal) => o.Without("Cause"),
        DataObject o => JsonData.Object([.. o.Select(m => (m.Key, WithoutCauses(m.Value)))]),
        DataArray a => JsonData.Array(a.AsSpan().ToArray().Select(WithoutCauses)),
        _ => value,
    };

    private static string Sorted(JsonData value) => value switch
    {
        DataObject o => "{" + string.Join(',', o.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}:{Sorted(m.Value)}")) + "}",
        DataArray a => "[" + string.Join(',', a.AsSpan().ToArray().Select(Sorted)) + "]",
        DataNumber n => n.Value.ToString("R", CultureInfo.InvariantCulture),
        _ => value.ToJson(),
    };

    private static string? Text(DataObject data, string name) => (data.Get(name) as DataString)?.Value;

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
