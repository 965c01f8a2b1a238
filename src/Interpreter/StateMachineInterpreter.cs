using System.Text;
using LambdaLift.Interpreter.Compilation;
using LambdaLift.Interpreter.Runtime;
using LambdaLift.Interpreter.Tasks;
using LambdaLift.Interpreter.TestState;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.Interpreter;

/// <summary>
/// Runs state machines of the Amazon States Language in process, on a virtual clock. Prepares the definition once; every
/// execution is independent of the others, deterministic, and runs on the calling thread.
/// </summary>
/// <example><code>
/// var machine = StateMachineInterpreter.Parse(File.ReadAllText("order.asl.json"));
/// ExecutionResult result = machine.Execute(JsonData.Parse("""{"id":7}"""), request => JsonData.Parse("""{"ok":true}"""));
/// </code></example>
public sealed class StateMachineInterpreter
{
    private readonly CompiledMachine _compiled;

    /// <summary>Prepares a definition.</summary>
    /// <exception cref="InvalidDefinitionException">The definition cannot be run; AWS would refuse it too.</exception>
    public StateMachineInterpreter(StateMachine definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        Definition = definition;
        _compiled = MachineCompiler.Compile(definition);
    }

    /// <summary>The definition.</summary>
    public StateMachine Definition { get; }

    /// <summary>Reads and prepares a definition.</summary>
    /// <param name="definition">The text of an <c>.asl.json</c> file.</param>
    /// <param name="substitutions">Values for <c>${Name}</c> in the text, as <c>DefinitionSubstitutions</c> gives them; null: none.</param>
    /// <exception cref="InvalidDefinitionException">The text is not a definition, or it cannot be run.</exception>
    public static StateMachineInterpreter Parse(string definition, IReadOnlyDictionary<string, string>? substitutions = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        StateMachine machine;
        try
        {
            machine = AslReader.Read(Substitute(definition, substitutions)).GetMachine();
        }
        catch (FormatException e)
        {
            throw new InvalidDefinitionException(e.Message, e);
        }

        return new StateMachineInterpreter(machine);
    }

    /// <summary>Runs an execution to its end.</summary>
    /// <param name="input">The execution's input.</param>
    /// <param name="options">How to run; null: defaults.</param>
    /// <exception cref="MissingMockException">A task was called that nothing answers.</exception>
    public ExecutionResult Execute(JsonData input, ExecutionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ExecutionRun(_compiled, options ?? new ExecutionOptions()).Execute(input);
    }

    /// <summary>Runs an execution to its end, its tasks answered by a handler.</summary>
    public ExecutionResult Execute(JsonData input, ITaskHandler taskHandler) => Execute(input, new ExecutionOptions { TaskHandler = taskHandler });

    /// <summary>Runs an execution to its end, its tasks answered by a function; it fails a task by throwing <see cref="TaskFailedException"/>.</summary>
    public ExecutionResult Execute(JsonData input, Func<TaskRequest, JsonData> taskHandler) => Execute(input, new DelegateTaskHandler(taskHandler));

    /// <summary>Runs one attempt of one state by itself, as the TestState API does.</summary>
    /// <exception cref="ArgumentException">There is no such state.</exception>
    /// <exception cref="MissingMockException">The state runs something that the test does not answer.</exception>
    public StateTestResult TestState(StateTest test)
    {
        ArgumentNullException.ThrowIfNull(test);
        return StateTester.Run(_compiled, test);
    }

    /// <summary>Prepares one state by itself, for <see cref="TestState(StateTest)"/>; the states that it leads to need not exist.</summary>
    /// <param name="state">The JSON of the state.</param>
    /// <param name="name">The name it gets.</param>
    /// <exception cref="InvalidDefinitionException">The JSON is not a state.</exception>
    public static StateMachineInterpreter ForState(JsonData state, string name = "State") => new(SingleState.Machine(state, name));

    private static string Substitute(string definition, IReadOnlyDictionary<string, string>? substitutions)
    {
        if (substitutions is null || substitutions.Count == 0) return definition;
        var text = new StringBuilder(definition);
        foreach (KeyValuePair<string, string> substitution in substitutions)
        {
            // The placeholder stands inside a JSON string: the value must not be able to end it.
            string quoted = JsonData.String(substitution.Value).ToJson();
            text.Replace("${" + substitution.Key + "}", quoted[1..^1]);
        }

        return text.ToString();
    }
}
