using System.CommandLine;
using LambdaLift.Cli.Output;
using LambdaLift.Cli.Projects;
using LambdaLift.Cli.Scanning;

namespace LambdaLift.Cli.Commands;

/// <summary><c>lambdalift scan</c>: lists handlers, their service calls, and findings.</summary>
internal static class ScanCommand
{
    internal static Command Create(AppHost host)
    {
        var workspace = new WorkspaceArguments();
        var format = CommonOptions.Format("table", "json", "sarif", "markdown");
        var command = new Command("scan", "Lists handlers, the service calls that they make, and what the rules find.");
        workspace.AddTo(command);
        command.Add(format);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var loaded = await WorkspaceLoader.LoadAsync(workspace.Read(parsed), host, cancellationToken);
            var report = await host.WithProgressAsync("Looking at handlers", () => Scanner.ScanAsync(loaded, host, cancellationToken));
            Write(report, parsed.GetRequiredValue(format), host);
            return (int)(report.HasFindings ? ExitCode.Findings : ExitCode.Clean);
        });
        return command;
    }

    private static void Write(ScanReport report, string format, AppHost host)
    {
        switch (format)
        {
            case "json":
                host.Output.WriteLine(JsonOutput.Write(report));
                break;
            case "sarif":
                host.Output.WriteLine(ScanSarif.Write(report));
                break;
            case "markdown":
                host.Output.Write(ScanMarkdown.Write(report));
                break;
            default:
                ScanTable.Write(report, host.Console);
                break;
        }
    }
}
