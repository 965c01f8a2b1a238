using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Cli.Commands;

/// <summary>Reads state machine definitions for the commands that take them.</summary>
internal static class DefinitionFiles
{
    /// <exception cref="BadInputException">The file cannot be read.</exception>
    internal static string ReadText(string path, AppHost host)
    {
        try
        {
            return File.ReadAllText(host.FullPath(path));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadInputException($"'{path}' does not exist.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"'{path}' cannot be read: {exception.Message}", exception);
        }
    }

    /// <exception cref="BadInputException">The file is no state machine.</exception>
    internal static StateMachine ReadMachine(string path, AppHost host)
    {
        var document = AslReader.Read(ReadText(path, host));
        var error = document.Problems.FirstOrDefault(problem => problem.Severity == StatesLanguage.Validation.AslSeverity.Error);
        return error is null && document.Machine is { } machine
            ? machine
            : throw new BadInputException($"{path}:{error?.Line ?? 1}: {error?.Message ?? "the file holds no state machine"}.");
    }
}
