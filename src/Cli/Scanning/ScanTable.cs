using Spectre.Console;

namespace LambdaLift.Cli.Scanning;

/// <summary>Writes a scan for people.</summary>
internal static class ScanTable
{
    internal static void Write(ScanReport report, IAnsiConsole console)
    {
        if (report.Handlers.IsEmpty)
        {
            console.MarkupLineInterpolated($"No Lambda handler found in {report.Path}.");
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("Handler", "Where", "Service calls", "Decisions", "Verdict");
        foreach (var handler in report.Handlers)
        {
            table.AddRow(
                new Markup("[bold]" + Markup.Escape(handler.Name) + "[/]" + (handler.Function is { } function ? "\n[dim]" + Markup.Escape(function) + "[/]" : "")),
                new Text($"{handler.File}:{handler.Line}"),
                new Text(handler.Calls.IsEmpty ? "none" : string.Join('\n', Calls(handler))),
                new Text(handler.Decisions.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                new Markup(handler.IsOrchestrator ? "[yellow]orchestrates[/]" : "[green]fine[/]"));
        }

        console.Write(table);
        foreach (var finding in report.Findings)
        {
            var colour = finding.Severity switch { "error" => "red", "warning" => "yellow", _ => "blue" };
            console.MarkupLineInterpolated($"{finding.File}({finding.Line},{finding.Column}): [{colour}]{finding.Severity} {finding.Id}[/]: {finding.Message}");
        }

        var orchestrators = report.Handlers.Count(handler => handler.IsOrchestrator);
        console.WriteLine();
        console.MarkupLine(orchestrators == 0
            ? $"{report.Handlers.Length} handlers, [green]none of them orchestrates[/]."
            : $"{report.Handlers.Length} handlers, [yellow]{orchestrators} orchestrate{(orchestrators == 1 ? "s" : "")}[/]. Next: [bold]lambdalift convert {Markup.Escape(report.Path)}[/]");
    }

    internal static IEnumerable<string> Calls(ScannedHandler handler) =>
        handler.Calls
            .GroupBy(call => (call.Service, call.Operation, call.Target))
            .Select(group => $"{group.Key.Service}:{group.Key.Operation}"
                + (group.Key.Target is { } target ? " → " + target : "")
                + (group.Count() > 1 ? $" ×{group.Count()}" : ""));
}
