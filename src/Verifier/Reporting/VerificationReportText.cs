using System.Globalization;
using System.Text;
using LambdaLift.Verifier.Comparison;

namespace LambdaLift.Verifier.Reporting;

/// <summary>The report as text, for a terminal and for <c>report.md</c>.</summary>
public static class VerificationReportText
{
    private const int ColumnWidth = 58;

    /// <summary>Writes the report; lines end with a line feed.</summary>
    public static string Write(VerificationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var text = new StringBuilder();
        Line(text, report.Summary);
        if (report.Counterexample is { } counterexample) Write(text, counterexample);
        foreach (var branch in report.Uncovered.Where(_ => report.Counterexample is null))
            Line(text, $"  not covered: {branch.State}, {branch.Label}{(branch.Line is null ? "" : $" ({branch.Line})")}: {branch.Reason}");
        foreach (var counted in report.Deviations)
            Line(text, $"  deviation {counted.Deviation.Id}{(counted.Deviation.Line is { } line ? $" {line}" : "")}, seen in {Count(counted.Runs, "run")}: {counted.Deviation.Reason}");
        foreach (var note in report.Notes) Line(text, $"  note: {note}");
        if (report.Status != VerificationStatus.NotRun) Line(text, $"  not observed: {string.Join(", ", VerificationReport.NotObserved)}");
        return text.ToString();
    }

    private static void Write(StringBuilder text, Counterexample example)
    {
        if (example.Line is { } line) Line(text, $"  C# line: {line}");
        Line(text, $"  input:   {example.Case.Input}");
        if (example.Case.Script.Count == 0) Line(text, "  script:  every service gives its plain answer");
        foreach (var entry in example.Case.Script) Line(text, $"  script:  {entry}");
        Line(text, "");
        Row(text, "handler", "state machine");
        Row(text, new string('-', ColumnWidth), new string('-', ColumnWidth));
        // Equal calls stand beside each other; what only one side does stands alone.
        var right = example.StateMachine.Calls.ToList();
        foreach (var call in example.Handler.Calls)
        {
            var index = right.FindIndex(other => other.Call == call.Call);
            if (index < 0) index = right.FindIndex(other => other.Call.Operation == call.Call.Operation && example.Handler.Calls.All(mine => mine.Call != other.Call));
            Row(text, Show(call), index < 0 ? "" : Show(right[index]));
            if (index >= 0) right.RemoveAt(index);
        }

        foreach (var call in right) Row(text, "", Show(call));
        Row(text, example.Handler.Outcome.ToString()!, example.StateMachine.Outcome.ToString()!);
        Line(text, "");
        Line(text, $"  states:  {string.Join(" > ", example.States)}");
    }

    private static string Show(TraceCall call) =>
        $"{call.Call}{(call.Attempts > 1 ? $" ({call.Attempts} attempts)" : "")} → {call.Behaviour}{(call.Where is null ? "" : $" [{Short(call.Where)}]")}";

    private static string Short(string where) => where[(where.LastIndexOf('/') + 1)..];

    private static void Row(StringBuilder text, string left, string right)
    {
        var (lefts, rights) = (Wrap(left), Wrap(right));
        for (var i = 0; i < Math.Max(lefts.Count, rights.Count); i++)
            Line(text, $"  {(i < lefts.Count ? lefts[i] : "").PadRight(ColumnWidth)} | {(i < rights.Count ? rights[i] : "")}".TrimEnd());
    }

    private static List<string> Wrap(string text)
    {
        var lines = new List<string>();
        while (text.Length > ColumnWidth)
        {
            // At a blank or after a comma where there is one, so that JSON stays readable.
            var at = text.LastIndexOfAny([' ', ',', '>'], ColumnWidth - 1);
            if (at < ColumnWidth / 2) at = ColumnWidth - 1;
            lines.Add(text[..(at + 1)].TrimEnd());
            text = "  " + text[(at + 1)..];
        }

        lines.Add(text);
        return lines;
    }

    private static string Count(int number, string noun) => number.ToString(CultureInfo.InvariantCulture) + " " + noun + (number == 1 ? "" : "s");

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
