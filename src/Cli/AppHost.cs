using Spectre.Console;

namespace LambdaLift.Cli;

/// <summary>What a command sees of the process: its streams and its working directory.</summary>
internal sealed class AppHost
{
    /// <summary>Wide enough that no line is broken where nobody looks at a terminal.</summary>
    private const int WidthWithoutTerminal = 1000;

    private AppHost(TextWriter output, TextWriter error, bool outputIsTerminal, bool errorIsTerminal, string workingDirectory)
    {
        Output = output;
        Error = error;
        WorkingDirectory = workingDirectory;
        Console = ConsoleOver(output, outputIsTerminal);
        ErrorConsole = ConsoleOver(error, errorIsTerminal);
        ErrorIsTerminal = errorIsTerminal;
    }

    /// <summary>Standard output: results, and nothing else.</summary>
    internal TextWriter Output { get; }

    /// <summary>Standard error: messages and progress.</summary>
    internal TextWriter Error { get; }

    /// <summary>Standard output with colours and tables where it is a terminal.</summary>
    internal IAnsiConsole Console { get; }

    /// <summary>Standard error with colours and progress where it is a terminal.</summary>
    internal IAnsiConsole ErrorConsole { get; }

    /// <summary>Whether somebody watches standard error.</summary>
    internal bool ErrorIsTerminal { get; }

    /// <summary>What relative paths are relative to.</summary>
    internal string WorkingDirectory { get; }

    internal static AppHost ForProcess() => new(
        System.Console.Out, System.Console.Error, !System.Console.IsOutputRedirected, !System.Console.IsErrorRedirected, Directory.GetCurrentDirectory());

    /// <summary>A host that writes to memory, as if both streams were redirected.</summary>
    internal static AppHost ForTests(TextWriter output, TextWriter error, string workingDirectory) =>
        new(output, error, false, false, workingDirectory);

    /// <summary>An absolute path.</summary>
    internal string FullPath(string path) => Path.GetFullPath(path, WorkingDirectory);

    /// <summary>A path as messages show it: relative to the working directory if it is below it.</summary>
    internal string Display(string path)
    {
        var relative = Path.GetRelativePath(WorkingDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative.Replace('\\', '/');
    }

    /// <summary>Runs something that takes a while, with a spinner on standard error if that is a terminal.</summary>
    internal async Task<T> WithProgressAsync<T>(string doing, Func<Task<T>> work) =>
        ErrorIsTerminal
            ? await ErrorConsole.Status().StartAsync(Markup.Escape(doing), _ => work())
            : await work();

    private static IAnsiConsole ConsoleOver(TextWriter writer, bool terminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = terminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!terminal)
        {
            console.Profile.Width = WidthWithoutTerminal;
        }

        return console;
    }
}
