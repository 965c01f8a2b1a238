using System.CommandLine;
using System.CommandLine.Help;
using LambdaLift.Cli.Commands;

namespace LambdaLift.Cli;

/// <summary>The tool as a function of its arguments: parses them, runs one command, and turns every outcome into an exit code.</summary>
internal static class LambdaLiftTool
{
    /// <summary>Runs the tool.</summary>
    internal static async Task<ExitCode> RunAsync(IReadOnlyList<string> arguments, AppHost host, CancellationToken cancellationToken)
    {
        var root = new RootCommand(
            "Lifts orchestration out of .NET Lambda functions into AWS Step Functions state machines, and proves that both do the same.")
        {
            ScanCommand.Create(host),
            ConvertCommand.Create(host),
            VerifyCommand.Create(host),
            RunCommand.Create(host),
            ValidateCommand.Create(host),
            GraphCommand.Create(host),
            ExplainCommand.Create(host),
        };

        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
        {
            // "Required command was not provided" comes first even if an unknown one was.
            var error = parsed.Errors.FirstOrDefault(candidate => candidate.Message.Contains('\'', StringComparison.Ordinal)) ?? parsed.Errors[0];
            await host.Error.WriteLineAsync("lambdalift: " + error.Message);
            await host.Error.WriteLineAsync("Try 'lambdalift --help'.");
            return ExitCode.BadInput;
        }

        try
        {
            var configuration = new InvocationConfiguration { Output = host.Output, Error = host.Error, EnableDefaultExceptionHandler = false };
            return (ExitCode)await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (BadInputException exception)
        {
            await host.Error.WriteLineAsync("lambdalift: " + exception.Message);
            return ExitCode.BadInput;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await host.Error.WriteLineAsync("lambdalift: cancelled.");
            return ExitCode.InternalError;
        }
#pragma warning disable CA1031 // The outermost boundary: whatever got here is an error of the tool, and says so.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await host.Error.WriteLineAsync("lambdalift: internal error: " + exception.Message);
            await host.Error.WriteLineAsync(exception.ToString());
            return ExitCode.InternalError;
        }
    }
}
