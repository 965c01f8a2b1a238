using System.CommandLine;
using LambdaLift.Cli.Converting;
using LambdaLift.Cli.Output;
using LambdaLift.Cli.Projects;
using LambdaLift.Cli.Reports;
using LambdaLift.Converter;
using LambdaLift.Verifier;

namespace LambdaLift.Cli.Commands;

/// <summary><c>lambdalift convert</c>: writes a verified state machine, its infrastructure and its report for each handler that orchestrates.</summary>
internal sealed class ConvertCommand
{
    private readonly HandlerArguments _arguments = new();
    private readonly Option<string> _out = new("--out")
    {
        Description = "The folder to write to; each handler gets a folder of its name in it.",
        DefaultValueFactory = _ => "out",
        HelpName = "DIR",
    };

    private readonly Option<string> _iac = new("--iac")
    {
        Description = "The infrastructure code to write: sam or none.",
        DefaultValueFactory = _ => "sam",
        HelpName = "sam|none",
    };

    private readonly Option<bool> _noVerify = new("--no-verify") { Description = "Write the state machine without comparing it with the handler." };
    private readonly Option<string?> _dumpAfter = new("--dump-after")
    {
        Description = "Print the converter's intermediate representation after a pass, or after 'Frontend', and write nothing.",
        HelpName = "PASS",
    };

    private readonly VerificationArguments _verification = new();
    private readonly AppHost _host;

    private ConvertCommand(AppHost host) => _host = host;

    internal static Command Create(AppHost host)
    {
        var convert = new ConvertCommand(host);
        var command = new Command("convert", "Converts handlers to state machines, verifies them, and writes definition, infrastructure code, diagram and report.");
        convert._arguments.AddTo(command);
        convert._verification.AddTo(command);
        convert._iac.AcceptOnlyFromAmong("sam", "none");
        command.Add(convert._out);
        command.Add(convert._iac);
        command.Add(convert._noVerify);
        command.Add(convert._dumpAfter);
        command.SetAction(async (parsed, cancellationToken) => (int)await convert.RunAsync(parsed, cancellationToken));
        return command;
    }

    private async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var workspace = await WorkspaceLoader.LoadAsync(_arguments.Workspace(parsed), _host, cancellationToken);
        var dumpAfter = parsed.GetValue(_dumpAfter);
        var input = _arguments.Input(parsed, workspace, dumpAfter);
        var conversions = await _host.WithProgressAsync(
            "Converting", () => Task.Run(() => HandlerConverter.Convert(workspace, input, _host, cancellationToken), cancellationToken));
        if (dumpAfter is not null)
        {
            return Dump(conversions, dumpAfter);
        }

        var plan = parsed.GetValue(_noVerify) ? null : _verification.Read(parsed, workspace, _host);
        var results = new List<HandlerResult>();
        foreach (var conversion in conversions)
        {
            var verification = conversion.Definition is { } definition && plan is not null
                ? await plan.VerifyAsync(input, conversion, definition, _host, cancellationToken)
                : null;
            var folder = Path.Combine(_host.FullPath(parsed.GetRequiredValue(_out)), conversion.Name);
            var output = conversion.IsRefused ? null : HandlerOutput.Of(conversion, verification, workspace, folder, parsed.GetValue(_iac) == "sam", _host);
            results.Add(new HandlerResult(conversion, output, folder));
        }

        foreach (var result in results.Where(result => result.IsWritten))
        {
            result.Output!.Files.WriteTo(result.Folder);
        }

        Report(results, _arguments.IsJson(parsed));
        return results.All(result => result.IsClean) ? ExitCode.Clean : ExitCode.Findings;
    }

    private ExitCode Dump(IEnumerable<HandlerConversion> conversions, string pass)
    {
        foreach (var conversion in conversions)
        {
            _host.Output.WriteLine(conversion.Dump ?? throw new BadInputException($"there is no pass '{pass}', or {conversion.Name} was refused before it."));
        }

        return ExitCode.Clean;
    }

    private void Report(IReadOnlyList<HandlerResult> results, bool json)
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
                    status = result.Status,
                    folder = result.IsWritten ? _host.Display(result.Folder) : null,
                    diagnostics = result.Conversion.Diagnostics.Select(diagnostic => ReportBuilder.DiagnosticOf(diagnostic, _host.Display)),
                    report = result.Output?.Report,
                }),
            }));
            return;
        }

        foreach (var result in results)
        {
            switch (result.Status)
            {
                case "refused":
                    ConversionSummary.Refused(result.Conversion, _host);
                    break;
                case "different":
                    ConversionSummary.Different(result.Output!.Report, _host);
                    break;
                default:
                    ConversionSummary.Written(result.Output!, result.Folder, _host);
                    break;
            }
        }
    }

    /// <summary>What came of one handler.</summary>
    private sealed record HandlerResult(HandlerConversion Conversion, HandlerOutput? Output, string Folder)
    {
        internal string Status => Output is null ? "refused" : Output.Report.VerificationReport?.Status switch
        {
            null => "notVerified",
            VerificationStatus.Verified => "verified",
            VerificationStatus.Different => "different",
            _ => "notRun",
        };

        /// <summary>A state machine that does something else than its handler is not handed out.</summary>
        internal bool IsWritten => Status is not ("refused" or "different");

        internal bool IsClean => Status is "verified" or "notVerified";
    }
}
