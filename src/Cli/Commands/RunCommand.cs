using System.CommandLine;
using LambdaLift.Interpreter;
using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Cli.Commands;

/// <summary><c>lambdalift run</c>: executes a state machine in process and prints what it did.</summary>
internal sealed class RunCommand
{
    private readonly Argument<string> _definition = new("DEFINITION") { Description = "A file that holds a state machine." };
    private readonly Option<string?> _input = new("--input") { Description = "A JSON file with the execution's input; {} without it.", HelpName = "FILE" };
    private readonly Option<string?> _mock = new("--mock")
    {
        Description = "A mock configuration file of Step Functions Local that answers the service calls.",
        HelpName = "MOCKCONFIG",
    };

    private readonly Option<string?> _case = new("--case") { Description = "The test case of the mock configuration.", HelpName = "NAME" };
    private readonly Option<string[]> _substitute = new("--substitute")
    {
        Description = "A value for ${Name} in the definition, as Name=Value. May be repeated.",
        HelpName = "Name=Value",
    };

    private readonly Option<string> _type = new("--type")
    {
        Description = "The workflow type, which decides the quotas: standard or express.",
        DefaultValueFactory = _ => "standard",
        HelpName = "standard|express",
    };

    private readonly AppHost _host;

    private RunCommand(AppHost host) => _host = host;

    internal static Command Create(AppHost host)
    {
        var run = new RunCommand(host);
        run._type.AcceptOnlyFromAmong("standard", "express");
        var command = new Command("run", "Executes a state machine in process, its service calls answered by mocks, and prints the outcome, the calls and the history as JSON.")
        {
            run._definition, run._input, run._mock, run._case, run._substitute, run._type,
        };
        command.SetAction(parsed => (int)run.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        var path = parsed.GetRequiredValue(_definition);
        var machine = Prepare(path, parsed.GetValue(_substitute) ?? []);
        var input = parsed.GetValue(_input) is { } file ? ReadJson(file) : JsonData.Object();
        var options = new ExecutionOptions
        {
            Type = parsed.GetValue(_type) == "express" ? StateMachineType.Express : StateMachineType.Standard,
            TaskHandler = Tasks(path, parsed.GetValue(_mock), parsed.GetValue(_case)),
        };
        try
        {
            _host.Output.WriteLine(ToJson(machine.Execute(input, options)).ToJson(indented: true));
        }
        catch (MissingMockException exception)
        {
            throw new BadInputException(exception.Message, exception);
        }

        return ExitCode.Clean;
    }

    private StateMachineInterpreter Prepare(string path, IReadOnlyList<string> substitutions)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var substitution in substitutions)
        {
            var equals = substitution.IndexOf('=', StringComparison.Ordinal);
            values[equals > 0 ? substitution[..equals] : throw new BadInputException($"--substitute takes Name=Value, not '{substitution}'.")] = substitution[(equals + 1)..];
        }

        // Read without substitutions first: a problem is then reported with its line.
        DefinitionFiles.ReadMachine(path, _host);
        try
        {
            return StateMachineInterpreter.Parse(DefinitionFiles.ReadText(path, _host), values);
        }
        catch (InvalidDefinitionException exception)
        {
            throw new BadInputException($"{path}: {exception.Message}", exception);
        }
    }

    private ITaskHandler? Tasks(string definition, string? mock, string? testCase)
    {
        if (mock is null)
        {
            return testCase is null ? null : throw new BadInputException("--case names a test case of a mock configuration: give --mock too.");
        }

        try
        {
            var configuration = MockConfiguration.Parse(DefinitionFiles.ReadText(mock, _host));
            var name = Path.GetFileName(definition).Split('.')[0];
            var machine = configuration.StateMachines.Contains(name) ? name : null;
            if (testCase is null)
            {
                var machineName = machine ?? configuration.StateMachines.FirstOrDefault() ?? throw new FormatException("it has no state machine.");
                throw new BadInputException($"--mock needs --case; {mock} has: {string.Join(", ", configuration.TestCases(machineName))}.");
            }

            return configuration.CreateHandler(machine, testCase);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new BadInputException($"{mock}: {exception.Message}", exception);
        }
    }

    private JsonData ReadJson(string path)
    {
        try
        {
            return JsonData.Parse(DefinitionFiles.ReadText(path, _host));
        }
        catch (JsonParseException exception)
        {
            throw new BadInputException($"{path}:{exception.Line}: the file is not JSON: {exception.Problem}.", exception);
        }
    }

    private static DataObject ToJson(ExecutionResult result)
    {
        var json = new DataObjectBuilder();
        json.Set("status", result.Status switch { ExecutionStatus.Succeeded => "SUCCEEDED", ExecutionStatus.TimedOut => "TIMED_OUT", _ => "FAILED" });
        SetIfPresent(json, "output", result.Output);
        SetIfPresent(json, "error", result.Error);
        SetIfPresent(json, "cause", result.Cause);
        json.Set("calls", JsonData.Array(result.Calls.Select(Call)));
        json.Set("history", JsonData.Array(result.History.Select(entry => (JsonData)entry.ToJson())));
        return json.Build();
    }

    private static JsonData Call(TaskCall call)
    {
        var json = new DataObjectBuilder();
        json.Set("state", call.StateName);
        json.Set("resource", call.Resource);
        json.Set("parameters", call.Parameters);
        json.Set("attempt", call.Request.Attempt);
        json.Set("outcome", call.Outcome switch { TaskOutcome.Succeeded => "succeeded", TaskOutcome.TimedOut => "timedOut", TaskOutcome.Aborted => "aborted", _ => "failed" });
        SetIfPresent(json, "output", call.Output);
        SetIfPresent(json, "error", call.Error);
        SetIfPresent(json, "cause", call.Cause);
        return json.Build();
    }

    private static void SetIfPresent(DataObjectBuilder json, string name, JsonData? value)
    {
        if (value is not null)
        {
            json.Set(name, value);
        }
    }

    private static void SetIfPresent(DataObjectBuilder json, string name, string? value)
    {
        if (value is not null)
        {
            json.Set(name, value);
        }
    }
}
