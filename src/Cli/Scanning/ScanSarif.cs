using LambdaLift.Cli.Output;

namespace LambdaLift.Cli.Scanning;

/// <summary>Writes a scan's findings as SARIF 2.1.0. Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".</summary>
internal static class ScanSarif
{
    internal static string Write(ScanReport report)
    {
        var rules = report.Findings.GroupBy(finding => finding.Id, StringComparer.Ordinal).Select(findings => findings.First()).OrderBy(finding => finding.Id, StringComparer.Ordinal).ToList();
        var log = new Dictionary<string, object>
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new[]
            {
                new
                {
                    tool = new
                    {
                        driver = new
                        {
                            name = "LambdaLift",
                            version = typeof(ScanSarif).Assembly.GetName().Version!.ToString(3),
                            informationUri = "https://github.com/lambdalift/lambdalift",
                            rules = rules.Select(rule => new { id = rule.Id, shortDescription = new { text = rule.Title }, helpUri = rule.HelpLink }),
                        },
                    },
                    results = report.Findings.Select(finding => new
                    {
                        ruleId = finding.Id,
                        ruleIndex = rules.FindIndex(rule => rule.Id == finding.Id),
                        level = finding.Severity == "info" ? "note" : finding.Severity,
                        message = new { text = finding.Message },
                        locations = new[]
                        {
                            new
                            {
                                physicalLocation = new
                                {
                                    artifactLocation = new { uri = Uri.EscapeDataString(finding.File).Replace("%2F", "/", StringComparison.Ordinal) },
                                    region = new { startLine = finding.Line, startColumn = finding.Column, endLine = finding.EndLine, endColumn = finding.EndColumn },
                                },
                            },
                        },
                    }),
                    columnKind = "utf16CodeUnits",
                },
            },
        };
        return JsonOutput.Write(log);
    }
}
