using System.Globalization;
using LambdaLift.Cli.Reports;
using LambdaLift.Converter;
using LambdaLift.Verifier;
using LambdaLift.Verifier.Reporting;
using Microsoft.CodeAnalysis;
using Spectre.Console;

namespace LambdaLift.Cli.Converting;

/// <summary>Tells on the terminal what came of a conversion.</summary>
internal static class ConversionSummary
{
    /// <summary>A handler that was converted and written.</summary>
    internal static void Written(HandlerOutput output, string folder, AppHost host)
    {
        var report = output.Report;
        var numbers = report.Statistics;
        Head(report.Name, report.Source.ToString(), host);
        Line(host, "[green]✓[/]", "converted", $"{numbers.States} states, {numbers.Tasks} tasks: {numbers.NativeTasks} native, {numbers.FunctionTasks} through a function{(numbers.ResidualTasks == 0 ? "" : $" ({numbers.ResidualTasks} generated)")} · {report.QueryLanguage}, {report.Type}");
        if (!report.InlinedFunctions.IsEmpty)
        {
            Line(host, "[green]✓[/]", "inlined", string.Join(", ", report.InlinedFunctions.Select(function => function.Function ?? function.Handler)));
        }

        foreach (var residual in report.ResidualFunctions)
        {
            Line(host, "[yellow]•[/]", "generated", $"{residual.Name} holds {string.Join(", ", residual.Sources)}");
        }

        foreach (var kept in report.KeptFunctions)
        {
            Line(host, "[yellow]•[/]", "kept", $"{kept.Function ?? kept.Handler}: {kept.Reason}");
        }

        foreach (var deviations in report.Deviations.GroupBy(deviation => deviation.Id))
        {
            Line(host, "[yellow]•[/]", "deviates", $"{deviations.Key} at {string.Join(", ", deviations.Select(deviation => deviation.Source?.ToString()).Distinct())}: {deviations.First().Message}");
        }

        Verification(report.VerificationReport, host);
        Line(host, "[green]✓[/]", "written", host.Display(folder) + "/");
        foreach (var file in output.Files.Paths)
        {
            host.Console.MarkupLineInterpolated($"               [dim]{file}[/]");
        }
    }

    /// <summary>A handler that was refused: nothing is written for it.</summary>
    internal static void Refused(HandlerConversion conversion, AppHost host)
    {
        Head(conversion.Name, conversion.Handler.HandlerString, host);
        Line(host, "[red]✗[/]", "refused", "it cannot be converted without changing what it does, so nothing was written:");
        Diagnostics(conversion, host);
    }

    /// <summary>A handler whose state machine does something else than it: nothing is written for it.</summary>
    internal static void Different(ConversionReport report, AppHost host)
    {
        Head(report.Name, report.Source.ToString(), host);
        Verification(report.VerificationReport, host);
        Line(host, "[red]✗[/]", "not written", "a state machine that does something else than its handler is not handed out; --no-verify writes it all the same.");
    }

    /// <summary>What a verification showed.</summary>
    internal static void Verification(VerificationReport? verification, AppHost host)
    {
        if (verification is null)
        {
            Line(host, "[yellow]•[/]", "not verified", "it was not asked for.");
            return;
        }

        var mark = verification.Status == VerificationStatus.Verified ? "[green]✓[/]" : "[red]✗[/]";
        var lines = VerificationReportText.Write(verification).TrimEnd('\n').Split('\n');
        host.Console.MarkupLine($"  {mark} [bold]{Markup.Escape(lines[0])}[/]");
        foreach (var line in lines.Skip(1))
        {
            host.Console.WriteLine("    " + line);
        }
    }

    /// <summary>The handler's name above what is said about it.</summary>
    internal static void Head(string name, string where, AppHost host)
    {
        host.Console.WriteLine();
        host.Console.MarkupLineInterpolated($"[bold]{name}[/]  [dim]{where}[/]");
    }

    private static void Diagnostics(HandlerConversion conversion, AppHost host)
    {
        foreach (var diagnostic in conversion.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            var place = diagnostic.Location.GetLineSpan();
            host.Console.MarkupLineInterpolated(
                $"  {host.Display(place.Path)}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): [red]error {diagnostic.Id}[/]: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
        }
    }

    private static void Line(AppHost host, string mark, string word, string text) =>
        host.Console.MarkupLine($"  {mark} {word,-12} {Markup.Escape(text)}");
}
