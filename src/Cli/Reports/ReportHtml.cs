using System.Net;
using System.Text;
using LambdaLift.Verifier;
using LambdaLift.Verifier.Reporting;

namespace LambdaLift.Cli.Reports;

/// <summary>Writes a report as one HTML file that needs nothing else and follows the reader's light or dark theme: <c>report.html</c>.</summary>
internal static class ReportHtml
{
    private const string Style = """
        :root{color-scheme:light dark;--ink:#1f2937;--dim:#6b7280;--paper:#fff;--card:#f9fafb;--line:#e5e7eb;--good:#15803d;--bad:#b91c1c;--accent:#c2410c}
        @media (prefers-color-scheme:dark){:root{--ink:#e5e7eb;--dim:#9ca3af;--paper:#111827;--card:#1f2937;--line:#374151;--good:#4ade80;--bad:#f87171;--accent:#fb923c}}
        body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",sans-serif}
        main{max-width:1080px;margin:0 auto;padding:32px 24px 64px}h1{margin:0 0 4px;font-size:28px}h2{margin:40px 0 12px;font-size:19px}
        p{margin:8px 0}.dim{color:var(--dim)}.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(190px,1fr));gap:12px;margin:24px 0}
        .card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:14px 16px}.card b{display:block;font-size:22px}.card span{color:var(--dim);font-size:13px}
        .good b{color:var(--good)}.bad b{color:var(--bad)}.scroll{overflow-x:auto}.diagram{border:1px solid var(--line);border-radius:10px;text-align:center}.diagram svg{max-width:100%;height:auto}
        table{border-collapse:collapse;width:100%;font-size:14px}th,td{text-align:left;vertical-align:top;padding:7px 12px 7px 0;border-bottom:1px solid var(--line)}th{color:var(--dim);font-weight:500}
        code{font:13px ui-monospace,SFMono-Regular,Menlo,monospace;overflow-wrap:anywhere}pre{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px;white-space:pre-wrap;overflow-wrap:anywhere}
        """;

    /// <param name="report">The report.</param>
    /// <param name="svg">The diagram.</param>
    internal static string Write(ConversionReport report, string svg)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
            .Append(Text(report.Name)).Append(" · LambdaLift</title>\n<style>\n").Append(Style).Append("\n</style>\n</head>\n<body>\n<main>\n");
        html.Append("<h1>").Append(Text(report.Name)).Append("</h1>\n<p class=\"dim\">State machine converted from ").Append(Code(report.Handler))
            .Append(" (").Append(Text(report.Source.ToString())).Append(") by ").Append(Text(report.Tool)).Append("</p>\n");
        Cards(html, report);
        Verification(html, report.VerificationReport);
        html.Append("<h2>Diagram</h2>\n<div class=\"diagram scroll\">\n").Append(svg).Append("</div>\n");
        Table(html, "States and the code that they come from", ["State", "Type", "Calls", "Code", "Method"], report.States.Select(state => new[]
        {
            Text(state.Name), Text(state.Type), state.Resource is { } resource ? Code(resource) : "", Text(state.Source?.ToString() ?? ""), Text(state.Method ?? ""),
        }));
        Table(html, "Deviations from the handler", ["Id", "Code", "What"], report.Deviations.Select(deviation => new[]
        {
            Text(deviation.Id), Text(deviation.Source?.ToString() ?? ""), Text(deviation.Message),
        }));
        Table(html, "Other ways, not taken because they behave otherwise", ["Id", "Code", "What"], report.Offers.Select(offer => new[]
        {
            Text(offer.Id), Text(offer.Source?.ToString() ?? ""), Text(offer.Message),
        }));
        Table(html, "Functions that stay functions", ["Function", "Why"], report.KeptFunctions.Select(function => new[]
        {
            Text(function.Function ?? function.Handler), Text(function.Reason ?? ""),
        }));
        Table(html, "Generated functions, for code that a state machine cannot express", ["Function", "Code", "Takes", "Gives", "Reads from"], report.ResidualFunctions.Select(function => new[]
        {
            Text(function.Name), Text(string.Join(", ", function.Sources)), Text(string.Join(", ", function.Inputs)), Text(string.Join(", ", function.Outputs)), Text(string.Join(", ", function.Calls)),
        }));
        Deployment(html, report);
        Table(html, "Quotas", ["What", "Here", "Limit"], report.Quotas.Select(quota => new[] { Text(quota.Name), Text(quota.Value), Text(quota.Limit) }));
        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void Cards(StringBuilder html, ConversionReport report)
    {
        var verified = report.VerificationReport;
        html.Append("<div class=\"cards\">\n");
        Card(
            html,
            verified?.Status switch { VerificationStatus.Verified => "good", null => "", _ => "bad" },
            verified?.Status switch { VerificationStatus.Verified => "verified", VerificationStatus.Different => "different", VerificationStatus.NotRun => "not verified", _ => "not asked" },
            verified?.Summary ?? "no verification was asked for");
        Card(html, "", $"{report.Statistics.States} states", $"{report.QueryLanguage}, {report.Type}");
        Card(html, "", $"{report.Statistics.NativeTasks} of {report.Statistics.Tasks}", "tasks call a service directly");
        Card(html, "", $"{report.Statistics.InlinedFunctions}", "functions placed inline");
        if (report.Statistics.ResidualTasks > 0)
        {
            Card(html, "", $"{report.Statistics.ResidualTasks}", "generated functions for the rest");
        }

        html.Append("</div>\n<p>").Append(Text($"{report.Type}: {report.TypeReason}.")).Append("</p>\n");
        if (report.Cost is { } cost)
        {
            html.Append("<p>").Append(Text(cost)).Append("</p>\n");
        }
    }

    private static void Verification(StringBuilder html, VerificationReport? verification)
    {
        if (verification is not null)
        {
            html.Append("<h2>Verification</h2>\n<pre>").Append(Text(VerificationReportText.Write(verification)))
                .Append("</pre>\n<p class=\"dim\">Seed ").Append(verification.Seed).Append(" repeats the runs.</p>\n");
        }
    }

    private static void Deployment(StringBuilder html, ConversionReport report)
    {
        html.Append("<h2>Deployment</h2>\n<ul>\n");
        foreach (var note in report.Deployment.Notes)
        {
            html.Append("<li>").Append(Text(note)).Append("</li>\n");
        }

        if (!report.Deployment.NoLongerNeeded.IsEmpty)
        {
            html.Append("<li>No longer needed by this workflow, and kept until you delete them: ").Append(string.Join(", ", report.Deployment.NoLongerNeeded.Select(Code))).Append("</li>\n");
        }

        html.Append("</ul>\n");
        Table(html, null, ["Placeholder", "Environment variable", "Value"], report.Substitutions.Select(substitution => new[]
        {
            Code("${" + substitution.Name + "}"), Text(substitution.EnvironmentVariable), substitution.Value is { } value ? Code(value) : "to be given when deploying",
        }));
    }

    private static void Card(StringBuilder html, string style, string number, string caption) =>
        html.Append("<div class=\"card ").Append(style).Append("\"><b>").Append(Text(number)).Append("</b><span>").Append(Text(caption)).Append("</span></div>\n");

    /// <summary>A table; nothing at all without rows. Cells are HTML already.</summary>
    private static void Table(StringBuilder html, string? title, string[] columns, IEnumerable<string[]> rows)
    {
        var cells = rows.ToList();
        if (cells.Count == 0)
        {
            return;
        }

        if (title is not null)
        {
            html.Append("<h2>").Append(Text(title)).Append("</h2>\n");
        }

        html.Append("<div class=\"scroll\"><table>\n<tr>").Append(string.Concat(columns.Select(column => "<th>" + Text(column) + "</th>"))).Append("</tr>\n");
        foreach (var row in cells)
        {
            html.Append("<tr>").Append(string.Concat(row.Select(cell => "<td>" + cell + "</td>"))).Append("</tr>\n");
        }

        html.Append("</table></div>\n");
    }

    private static string Code(string text) => "<code>" + Text(text) + "</code>";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
