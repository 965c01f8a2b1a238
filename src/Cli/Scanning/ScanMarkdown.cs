using System.Text;

namespace LambdaLift.Cli.Scanning;

/// <summary>Writes a scan as Markdown, for a pull request or a wiki.</summary>
internal static class ScanMarkdown
{
    internal static string Write(ScanReport report)
    {
        var text = new StringBuilder();
        text.Append("# Orchestration in ").Append(Cell(report.Path)).Append("\n\n");
        text.Append("| handler | where | service calls | decisions | orchestrates |\n|---|---|---|---|---|\n");
        foreach (var handler in report.Handlers)
        {
            text.Append("| ").Append(Cell(handler.Name)).Append(" | ").Append(Cell(handler.File)).Append(':').Append(handler.Line)
                .Append(" | ").Append(string.Join("<br>", ScanTable.Calls(handler).Select(Cell)))
                .Append(" | ").Append(handler.Decisions).Append(" | ").Append(handler.IsOrchestrator ? "yes" : "no").Append(" |\n");
        }

        if (!report.Findings.IsEmpty)
        {
            text.Append("\n## Findings\n\n| rule | where | what |\n|---|---|---|\n");
            foreach (var finding in report.Findings)
            {
                text.Append("| [").Append(finding.Id).Append("](").Append(finding.HelpLink).Append(") | ").Append(Cell(finding.File)).Append(':').Append(finding.Line)
                    .Append(" | ").Append(Cell(finding.Message)).Append(" |\n");
            }
        }

        return text.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
