using System.Text;
using LambdaLift.Verifier;
using LambdaLift.Verifier.Reporting;

namespace LambdaLift.Cli.Reports;

/// <summary>Writes a report for a reviewer: <c>report.md</c>.</summary>
internal static class ReportMarkdown
{
    /// <param name="report">The report.</param>
    /// <param name="mermaid">The diagram.</param>
    internal static string Write(ConversionReport report, string mermaid)
    {
        var text = new StringBuilder();
        text.Append($"# {report.Name}\n\n");
        text.Append($"State machine converted from `{report.Handler}` ({report.Source}) by {report.Tool}.\n\n");
        Overview(text, report);
        Verification(text, report.VerificationReport);
        text.Append("## Diagram\n\n```mermaid\n").Append(mermaid).Append("```\n\n");
        States(text, report);
        Deviations(text, report);
        Offers(text, report);
        Functions(text, report);
        Deployment(text, report);
        Quotas(text, report);
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Overview(StringBuilder text, ConversionReport report)
    {
        var numbers = report.Statistics;
        text.Append("| | |\n|---|---|\n");
        Row(text, "states", $"{numbers.States}, of them {numbers.Tasks} tasks: {numbers.NativeTasks} native, {numbers.FunctionTasks} through a function{(numbers.ResidualTasks == 0 ? "" : $", {numbers.ResidualTasks} of these generated")}");
        Row(text, "functions placed inline", report.InlinedFunctions.IsEmpty ? "none" : string.Join(", ", report.InlinedFunctions.Select(function => function.Function ?? function.Handler)));
        Row(text, "query language", report.QueryLanguage);
        Row(text, "workflow type", $"{report.Type}: {report.TypeReason}");
        Row(text, "verification", report.VerificationReport?.Summary ?? "not asked for");
        if (report.Cost is { } cost)
        {
            Row(text, "cost", cost);
        }

        text.Append('\n');
    }

    private static void Verification(StringBuilder text, VerificationReport? verification)
    {
        if (verification is not null)
        {
            text.Append($"## Verification\n\nSeed {verification.Seed} repeats it.\n\n```text\n").Append(VerificationReportText.Write(verification)).Append("```\n\n");
        }
    }

    private static void States(StringBuilder text, ConversionReport report)
    {
        text.Append("## States and the code that they come from\n\n| state | type | calls | code | method |\n|---|---|---|---|---|\n");
        foreach (var state in report.States)
        {
            text.Append($"| {Cell(state.Name)} | {state.Type} | {(state.Resource is { } resource ? "`" + resource + "`" : "")} | {state.Source} | {Cell(state.Method ?? "")} |\n");
        }

        text.Append('\n');
    }

    private static void Deviations(StringBuilder text, ConversionReport report)
    {
        text.Append("## Deviations from the handler\n\n");
        if (report.Deviations.IsEmpty)
        {
            text.Append("None.\n\n");
            return;
        }

        text.Append("| id | code | what | runs that showed it |\n|---|---|---|---|\n");
        foreach (var deviation in report.Deviations)
        {
            var runs = report.VerificationReport?.Deviations.FirstOrDefault(counted => counted.Deviation.Id == deviation.Id)?.Runs;
            text.Append($"| {deviation.Id} | {deviation.Source} | {Cell(deviation.Message)} | {runs} |\n");
        }

        text.Append('\n');
    }

    private static void Offers(StringBuilder text, ConversionReport report)
    {
        if (report.Offers.IsEmpty)
        {
            return;
        }

        text.Append("## Other ways\n\nNot taken, because they behave otherwise.\n\n| id | code | what |\n|---|---|---|\n");
        foreach (var offer in report.Offers)
        {
            text.Append($"| {offer.Id} | {offer.Source} | {Cell(offer.Message)} |\n");
        }

        text.Append('\n');
    }

    private static void Functions(StringBuilder text, ConversionReport report)
    {
        if (!report.ResidualFunctions.IsEmpty)
        {
            text.Append("## Generated functions\n\nThey hold code that a state machine cannot express, as it is.\n\n| function | code | takes | gives | reads from |\n|---|---|---|---|---|\n");
            foreach (var function in report.ResidualFunctions)
            {
                text.Append($"| {function.Name} | {string.Join(", ", function.Sources)} | {Cell(string.Join(", ", function.Inputs))} | {Cell(string.Join(", ", function.Outputs))} | {string.Join(", ", function.Calls)} |\n");
            }

            text.Append('\n');
        }

        if (report.KeptFunctions.IsEmpty)
        {
            return;
        }

        text.Append("## Functions that stay functions\n\n| function | why |\n|---|---|\n");
        foreach (var function in report.KeptFunctions)
        {
            text.Append($"| {Cell(function.Function ?? function.Handler)} | {Cell(function.Reason ?? "")} |\n");
        }

        text.Append('\n');
    }

    private static void Deployment(StringBuilder text, ConversionReport report)
    {
        text.Append("## Deployment\n\n");
        if (report.Deployment.Template is { } template)
        {
            text.Append($"`{template}` is the application's template with `{report.Deployment.StateMachine}`, its role and its log group added: `sam deploy --template-file {template} --guided`.\n\n");
        }

        foreach (var note in report.Deployment.Notes)
        {
            text.Append($"- {Cell(note)}\n");
        }

        if (!report.Deployment.NoLongerNeeded.IsEmpty)
        {
            text.Append($"- No longer needed by this workflow, and kept until you delete them: {string.Join(", ", report.Deployment.NoLongerNeeded.Select(id => "`" + id + "`"))}.\n");
        }

        text.Append('\n');
        if (!report.Substitutions.IsEmpty)
        {
            text.Append("| placeholder | environment variable | value |\n|---|---|---|\n");
            foreach (var substitution in report.Substitutions)
            {
                text.Append($"| `${{{substitution.Name}}}` | {substitution.EnvironmentVariable} | {(substitution.Value is { } value ? "`" + value + "`" : "to be given when deploying")} |\n");
            }

            text.Append('\n');
        }
    }

    private static void Quotas(StringBuilder text, ConversionReport report)
    {
        text.Append("## Quotas\n\n| what | here | limit |\n|---|---|---|\n");
        foreach (var quota in report.Quotas)
        {
            text.Append($"| {quota.Name} | {quota.Value} | {quota.Limit} |\n");
        }

        text.Append("\n## Files\n\n").Append(string.Concat(report.Files.Select(file => $"- `{file}`\n")));
    }

    private static void Row(StringBuilder text, string name, string value) => text.Append($"| {name} | {Cell(value)} |\n");

    private static string Cell(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
