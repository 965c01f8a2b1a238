using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Interpreter.Tests;

/// <summary>The n-th call of a state takes the n-th mock, the last one repeats: <c>{"Return": …}</c> or <c>{"Throw": {"Error", "Cause"}}</c>.</summary>
internal sealed class RepeatingMocks(DataObject mocks) : ITaskHandler
{
    private readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);

    public TaskResponse Handle(TaskRequest request)
    {
        var answers = (DataArray?)mocks.Get(request.StateName) ?? throw new MissingMockException($"no mock for state {request.StateName}");
        int call = _calls.GetValueOrDefault(request.StateName);
        _calls[request.StateName] = call + 1;
        var answer = (DataObject)answers[Math.Min(call, answers.Count - 1)];
        if (answer.Get("Throw") is not DataObject thrown) return TaskResponse.Success(answer["Return"]);
        return TaskResponse.Failure((thrown.Get("Error") as DataString)?.Value, (thrown.Get("Cause") as DataString)?.Value);
    }
}
