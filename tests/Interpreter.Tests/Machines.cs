using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.Tests;

/// <summary>Short ways to run a definition in a test.</summary>
internal static class Machines
{
    public static ExecutionResult Run(string states, string input = "{}", ITaskHandler? tasks = null, Func<ExecutionOptions, ExecutionOptions>? configure = null)
    {
        var options = new ExecutionOptions { TaskHandler = tasks };
        return StateMachineInterpreter.Parse(states).Execute(JsonData.Parse(input), configure?.Invoke(options) ?? options);
    }

    public static JsonData Json(string text) => JsonData.Parse(text);

    /// <summary>Answers each state's calls with what the function says.</summary>
    public static ITaskHandler Answer(Func<TaskRequest, TaskResponse> handle) => new DelegateTaskHandler(handle);

    public static TaskResponse Ok(string json, double seconds = 0) => TaskResponse.Success(JsonData.Parse(json), TimeSpan.FromSeconds(seconds));

    public static TaskResponse Error(string error, string? cause = null, double seconds = 0) => TaskResponse.Failure(error, cause, TimeSpan.FromSeconds(seconds));
}
