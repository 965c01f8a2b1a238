using System.CommandLine;
using LambdaLift.Cli.Projects;
using LambdaLift.Converter;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.Verifier;
using LambdaLift.Verifier.Conversion;
using LambdaLift.Verifier.Scripts;

namespace LambdaLift.Cli.Converting;

/// <summary>What convert and verify ask of a verification: example events, given runs, budget and seed.</summary>
internal sealed class VerificationArguments
{
    private readonly Option<string[]> _payloads = new("--payloads")
    {
        Description = "Files or folders with example events for the verification, instead of the project's payloads/ or events/. May be repeated.",
        HelpName = "PATH",
    };

    private readonly Option<string[]> _runs = new("--runs")
    {
        Description = $"Files with runs to make as they are, instead of {RunsFile.Name} beside the project. May be repeated.",
        HelpName = "FILE",
    };

    private readonly Option<int> _maxRuns = new("--max-runs") { Description = "Most runs of handler and state machine.", DefaultValueFactory = _ => new VerificationOptions().MaxRuns, HelpName = "N" };

    private readonly Option<long> _seed = new("--seed") { Description = "Seed of ids and random numbers; the same seed gives the same report.", DefaultValueFactory = _ => new VerificationOptions().Seed, HelpName = "N" };

    internal void AddTo(Command command)
    {
        _maxRuns.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var runs) && runs < 1)
            {
                result.AddError("--max-runs must be 1 or more.");
            }
        });
        foreach (var option in new Option[] { _payloads, _runs, _maxRuns, _seed })
        {
            command.Add(option);
        }
    }

    /// <summary>Reads the events and runs.</summary>
    /// <exception cref="BadInputException">A file cannot be read or does not hold what it should.</exception>
    internal VerificationPlan Read(ParseResult parsed, LoadedWorkspace workspace, AppHost host) => new(
        PayloadFiles.Read(parsed.GetValue(_payloads) ?? [], workspace, host),
        GivenRuns(parsed.GetValue(_runs) ?? [], workspace, host),
        new VerificationOptions { MaxRuns = parsed.GetValue(_maxRuns), Seed = parsed.GetValue(_seed) });

    private static List<GivenRun> GivenRuns(IReadOnlyList<string> named, LoadedWorkspace workspace, AppHost host)
    {
        var files = named.Count > 0
            ? named.Select(path => File.Exists(host.FullPath(path)) ? host.FullPath(path) : throw new BadInputException($"'{path}' does not exist."))
            : workspace.Projects.Where(project => project.IsEntry).Select(project => Path.GetDirectoryName(project.Path)!).Append(workspace.Folder)
                .Distinct(StringComparer.Ordinal).Select(folder => Path.Combine(folder, RunsFile.Name)).Where(File.Exists);
        var runs = new List<GivenRun>();
        foreach (var file in files)
        {
            try
            {
                runs.AddRange(RunsFile.Parse(File.ReadAllText(file)));
            }
            catch (JsonParseException exception)
            {
                throw new BadInputException($"{host.Display(file)}:{exception.Line}: the file is not JSON: {exception.Problem}.", exception);
            }
            catch (FormatException exception)
            {
                throw new BadInputException($"{host.Display(file)}: {exception.Message}.", exception);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new BadInputException($"{host.Display(file)} cannot be read: {exception.Message}", exception);
            }
        }

        return runs;
    }
}

/// <summary>What a verification starts from.</summary>
/// <param name="Payloads">Example events.</param>
/// <param name="Runs">Runs to make as they are.</param>
/// <param name="Options">How far to go.</param>
internal sealed record VerificationPlan(IReadOnlyList<Payload> Payloads, IReadOnlyList<GivenRun> Runs, VerificationOptions Options)
{
    /// <summary>The request that verifies one converted handler.</summary>
    internal VerificationRequest Request(ConversionInput input, HandlerConversion conversion, StateMachine definition) =>
        ConversionVerification.Request(input, conversion, Payloads, definition, Options) with
        {
            Cases = [.. Runs.Where(run => IsFor(run, conversion)).Select(run => run.Case)],
        };

    /// <summary>Verifies it. Says beforehand, on standard error, that the user's code is about to run.</summary>
    internal async Task<VerificationReport> VerifyAsync(ConversionInput input, HandlerConversion conversion, StateMachine definition, AppHost host, CancellationToken cancellationToken)
    {
        host.Error.WriteLine($"Running {conversion.Handler.DisplayName} in this process, with your rights; AWS and HTTP calls are answered by a script and do not leave it.");
        var request = Request(input, conversion, definition);
        return await host.WithProgressAsync("Verifying " + conversion.Name, () => new WorkflowVerifier().VerifyAsync(request, cancellationToken));
    }

    private static bool IsFor(GivenRun run, HandlerConversion conversion) =>
        run.Handler is null || conversion.Handler.HandlerString.Contains(run.Handler, StringComparison.Ordinal) || conversion.Handler.DisplayName.Contains(run.Handler, StringComparison.Ordinal);
}
