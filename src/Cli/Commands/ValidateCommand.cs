using System.CommandLine;
using LambdaLift.Cli.Output;
using LambdaLift.StatesLanguage.Validation;
using Spectre.Console;

namespace LambdaLift.Cli.Commands;

/// <summary><c>lambdalift validate</c>: checks state machine definitions.</summary>
internal static class ValidateCommand
{
    internal static Command Create(AppHost host)
    {
        var definitions = new Argument<string[]>("DEFINITION") { Description = "Files that hold a state machine.", Arity = ArgumentArity.OneOrMore };
        var format = CommonOptions.Format("text", "json");
        var command = new Command("validate", "Checks ASL files: structure, references, expressions, quotas.") { definitions, format };
        command.SetAction(parsed => (int)Run(parsed.GetRequiredValue(definitions), parsed.GetRequiredValue(format), host));
        return command;
    }

    private static ExitCode Run(IReadOnlyList<string> paths, string format, AppHost host)
    {
        // All are read first: a file that is missing must not leave half a result behind.
        var texts = paths.Select(path => (Path: path, Text: DefinitionFiles.ReadText(path, host))).ToList();
        var options = new AslValidationOptions { Catalogue = new CatalogueOfResources() };
        var findings = texts.SelectMany(file => AslValidator.Validate(file.Text, options).Select(problem => new Finding(file.Path, problem))).ToList();
        var errors = findings.Count(finding => finding.Severity == AslSeverity.Error);
        if (format == "json")
        {
            host.Output.WriteLine(JsonOutput.Write(new { schemaVersion = 1, files = paths, valid = errors == 0, diagnostics = findings }));
        }
        else
        {
            foreach (var finding in findings)
            {
                var (colour, word) = finding.Severity == AslSeverity.Error ? ("red", "error") : ("yellow", "warning");
                host.Console.MarkupLineInterpolated($"{finding.File}({finding.Line},{finding.Column}): [{colour}]{word} {finding.Id}[/]: {finding.Message}");
            }

            host.Console.MarkupLine(findings.Count == 0
                ? $"[green]{Count(paths.Count, "definition")} checked, no problem found.[/]"
                : $"{Count(paths.Count, "definition")} checked: {Count(errors, "error")}, {Count(findings.Count - errors, "warning")}.");
        }

        return errors > 0 ? ExitCode.Findings : ExitCode.Clean;
    }

    private static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";

    private sealed record Finding(string File, int Line, int Column, string Id, AslSeverity Severity, string Message, string Path)
    {
        internal Finding(string file, AslDiagnostic diagnostic)
            : this(file, diagnostic.Line, diagnostic.Column, diagnostic.Id, diagnostic.Severity, diagnostic.Message, diagnostic.Path)
        {
        }
    }
}
