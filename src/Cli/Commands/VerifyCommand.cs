using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using LambdaLift.Cli.Converting;
using LambdaLift.Cli.Output;
using LambdaLift.Cli.Projects;
using LambdaLift.Cli.Reports;
using LambdaLift.Converter;
using LambdaLift.Verifier;
using LambdaLift.Verifier.Export;
using LambdaLift.Verifier.Reporting;

namespace LambdaLift.Cli.Commands;

/// <summary><c>lambdalift verify</c>: runs handler and state machine side by side and says whether they do the same.</summary>
internal sealed class VerifyCommand
{
    private readonly HandlerArguments _arguments = new();
    private readonly Option<string?> _definition = new("--definition")
    {
        Description = "Compare the handler with this definition, which somebody may have changed, instead of a fresh conversion. Needs --handler if there are several.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _export = new("--export")
    {
        Description = "Write the explored runs as tests: mock configuration for Step Functions Local, inputs for TestState, and an xunit project.",
        HelpName = "DIR",
    };

    private readonly Option<bool> _noRun = new("--no-run") { Description = "Run nothing: say what would be run, and on what." };
    private readonly VerificationArguments _verification = new();
    private readonly AppHost _host;

    private VerifyCommand(AppHost host) => _host = host;

    internal static Command Create(AppHost host)
    {
        var verify = new VerifyCommand(host);
        var command = new Command("verify", "Runs handler and state machine on the same events and service behaviour, and says whether they do the same.");
        verify._arguments.AddTo(command);
        verify._verification.AddTo(command);
        command.Add(verify._definition);
        command.Add(verify._export);
        command.Add(verify._noRun);
        command.SetAction(async (parsed, cancellationToken) => (int)await verify.RunAsync(parsed, cancellationToken));
        return command;
    }

    private async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var file = parsed.GetValue(_definition);
        var given = file is null ? null : DefinitionFiles.ReadMachine(file, _host);
        var workspace = await WorkspaceLoader.LoadAsync(_arguments.Workspace(parsed), _host, cancellationToken);
        var input = _arguments.Input(parsed, workspace);
        var conversions = await _host.WithProgressAsync(
            "Converting", () => Task.Run(() => HandlerConverter.Convert(workspace, input, _host, cancellationToken), cancellationToken));
        if (given is not null && conversions.Length > 1)
        {
            throw new BadInputException($"{file} is one definition, but there are {conversions.Length} handlers: name one with --handler ({string.Join(", ", conversions.Select(conversion => conversion.Handler.DisplayName))}).");
        }

        var plan = _verification.Read(parsed, workspace, _host);
        if (parsed.GetValue(_noRun))
        {
            foreach (var conversion in conversions)
            {
                PlanText.Write(conversion, given ?? conversion.Definition, plan, input, _host);
            }

            return ExitCode.Clean;
        }

        var results = ImmutableArray.CreateBuilder<(HandlerConversion Conversion, VerificationReport? Verification)>();
        var exports = new List<(StagedFiles Files, string Folder)>();
        foreach (var conversion in conversions)
        {
            if ((given ?? conversion.Definition) is not { } definition)
            {
                results.Add((conversion, null));
                continue;
            }

            var report = RelativePlaces.Of(await plan.VerifyAsync(input, conversion, definition, _host, cancellationToken), _host.Display);
            results.Add((conversion, report));
            if (parsed.GetValue(_export) is { } folder)
            {
                exports.Add((Export(plan.Request(input, conversion, definition), conversion.Name, report), Path.Combine(_host.FullPath(folder), conversion.Name)));
            }
        }

        foreach (var (files, folder) in exports)
        {
            files.WriteTo(folder);
            _host.Error.WriteLine($"Written to {_host.Display(folder)}: {string.Join(", ", files.Paths)}.");
        }

        Report(results, _arguments.IsJson(parsed));
        return results.All(result => result.Verification?.Status == VerificationStatus.Verified) ? ExitCode.Clean : ExitCode.Findings;
    }

    private StagedFiles Export(VerificationRequest request, string name, VerificationReport report)
    {
        var (written, leftOut) = RunExport.Write(name, request.StateMachine, request.Substitutions, report.ExploredRuns);
        var files = new StagedFiles();
        foreach (var (path, text) in written)
        {
            files.Add(path, text);
        }

        foreach (var run in leftOut)
        {
            _host.Error.WriteLine($"Not exported: {run}");
        }

        return files;
    }

    private void Report(IReadOnlyList<(HandlerConversion Conversion, VerificationReport? Verification)> results, bool json)
    {
        if (json)
        {
            _host.Output.WriteLine(JsonOutput.Write(new
            {
                schemaVersion = 1,
                handlers = results.Select(result => new
                {
                    name = result.Conversion.Name,
                    handler = result.Conversion.Handler.HandlerString,
                    status = result.Verification is null ? "refused" : null,
                    verification = result.Verification is { } report ? JsonNode.Parse(VerificationReportJson.Write(report).ToJson()) : null,
                    diagnostics = result.Conversion.Diagnostics.Select(diagnostic => ReportBuilder.DiagnosticOf(diagnostic, _host.Display)),
                }),
            }));
            return;
        }

        foreach (var (conversion, verification) in results)
        {
            if (verification is null)
            {
                ConversionSummary.Refused(conversion, _host);
                continue;
            }

            ConversionSummary.Head(conversion.Name, conversion.Handler.HandlerString, _host);
            ConversionSummary.Verification(verification, _host);
        }
    }
}
