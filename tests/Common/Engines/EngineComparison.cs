using System.Text;

namespace LambdaLift.Tests.Engines;

/// <summary>What came of running cases here and on another engine.</summary>
internal sealed class EngineComparison
{
    private readonly SortedDictionary<string, int> _outcomes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _explained = new(StringComparer.Ordinal);
    private readonly List<string> _differences = [];

    /// <summary>Cases on which both do the same.</summary>
    public int Equal { get; private set; }

    /// <summary>Those of them where it needs another order of concurrent branches.</summary>
    public int InOtherOrder { get; private set; }

    /// <summary>Differences that nothing explains, each with the name of its case.</summary>
    public IReadOnlyList<string> Differences => _differences;

    /// <summary>All figures, for people.</summary>
    public string Summary
    {
        get
        {
            var text = new StringBuilder($"{Equal} equal, {InOtherOrder} of them in another order of concurrent branches; {_differences.Count} differ");
            foreach ((string reason, int times) in _explained) text.Append($"\n  {times,6} explained: {reason}");
            foreach ((string outcome, int times) in _outcomes) text.Append($"\n  {times,6} {outcome}");
            return text.ToString();
        }
    }

    /// <param name="machines">The cases.</param>
    /// <param name="run">Runs the other engine.</param>
    /// <param name="explain">Why case, own outcome and other outcome differ, if it is known; else null.</param>
    /// <param name="orders">How many other orders of concurrent branches to try before a difference counts.</param>
    public static EngineComparison Of(
        IReadOnlyList<EngineCase> machines, Func<IReadOnlyCollection<EngineCase>, IReadOnlyList<EngineOutcome>> run,
        Func<EngineCase, EngineOutcome, EngineOutcome, string?> explain, int orders)
    {
        var comparison = new EngineComparison();
        // Bounded batches, so that neither side holds everything at once.
        foreach (EngineCase[] batch in machines.Chunk(1000))
        {
            IReadOnlyList<EngineOutcome> answers = run(batch);
            for (int i = 0; i < batch.Length; i++) comparison.Add(batch[i], answers[i], explain, orders);
        }

        return comparison;
    }

    private void Add(EngineCase machine, EngineOutcome answer, Func<EngineCase, EngineOutcome, EngineOutcome, string?> explain, int orders)
    {
        bool predefined = answer.Error?.StartsWith("States.", StringComparison.Ordinal) == true;
        Count(_outcomes, answer.Succeeded ? "success" : predefined ? "failure " + answer.Error : "failure of a task or Fail state");
        (string? difference, bool inOtherOrder) = InterpreterEngine.Compare(machine, answer, orders);
        if (difference is null)
        {
            Equal++;
            if (inOtherOrder) InOtherOrder++;
        }
        else if (explain(machine, InterpreterEngine.Run(machine), answer) is { } reason)
        {
            Count(_explained, reason);
        }
        else
        {
            _differences.Add($"{machine.Name}: {difference}");
        }
    }

    private static void Count(SortedDictionary<string, int> counts, string what) => counts[what] = counts.GetValueOrDefault(what) + 1;
}
