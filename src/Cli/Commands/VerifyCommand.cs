using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using LambdaLift.Cli.Converting;
using LambdaLift.Cli.Output;
using LambdaLift.Cli.Projects;
using LambdaLift.Cli.Reports;
using LambdaLift.Converter;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.Verifier;
using LambdaLift.Verifier.Conversion;
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

    private readonly AppHost _host;

    private VerifyCommand(AppHost host) => _host = host;

    internal static Command Create(AppHost host)
    {
        var verify = new VerifyCommand(host);
        var command = new Command("verify", "Runs handler and state machine on the same events and service behaviour, and says whether they do the same.");
        verify._arguments.AddTo(command);
        command.Add(verify._definition);
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

        var payloads = PayloadFiles.Read(_arguments.Payloads(parsed), workspace, _host);
        var results = ImmutableArray.CreateBuilder<(HandlerConversion Conversion, VerificationReport? Verification)>();
        foreach (var conversion in conversions)
        {
            results.Add((conversion, await VerifyAsync(input, conversion, given ?? conversion.Definition, payloads, cancellationToken)));
        }

        Report(results, _arguments.IsJson(parsed));
        return results.All(result => result.Verification?.Status == VerificationStatus.Verified) ? ExitCode.Clean : ExitCode.Findings;
    }

    private async Task<VerificationReport?> VerifyAsync(
        ConversionInput input, HandlerConversion conversion, StateMachine? definition, IReadOnlyList<Payload> payloads, CancellationToken cancellationToken)
    {
        if (definition is null)
        {
            return null;
        }

        var report = await _host.WithProgressAsync(
            "Verifying " + conversion.Name,
            () => new WorkflowVerifier().VerifyAsync(ConversionVerification.Request(input, conversion, payloads, definition), cancellationToken));
        return RelativePlaces.Of(report, _host.Display);
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
