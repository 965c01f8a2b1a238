namespace LambdaLift.Cli.Tests;

/// <summary>One run of the tool inside the test process, and what came of it.</summary>
public sealed record ToolRun(int ExitCode, string Output, string Error)
{
    public static async Task<ToolRun> StartAsync(string workingDirectory, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await LambdaLiftTool.RunAsync(arguments, AppHost.ForTests(output, error, workingDirectory), TestContext.Current.CancellationToken);
        return new ToolRun((int)exit, output.ToString(), error.ToString());
    }

    /// <summary>Standard error without progress messages: what a failing command has to say.</summary>
    public string Complaint => Error.Split('\n').FirstOrDefault(line => line.StartsWith("lambdalift: ", StringComparison.Ordinal)) ?? "";
}
