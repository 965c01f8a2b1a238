using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Tests.Engines;

/// <summary>
/// Answers by state: a list of <c>{"Return": …}</c> or <c>{"Throw": {"Error", "Cause"}}</c>. The n-th call takes the n-th answer, the last one
/// repeats. An answer with <c>"parameters"</c> is for calls with these parameters only, and those are counted apart: so concurrent calls get
/// their own answers in any order. <c>answers.mjs</c> does the same for the engines in Node.
/// </summary>
/// <param name="answers">The answers per state.</param>
/// <param name="duration">How much virtual time each takes.</param>
internal sealed class ScriptedAnswers(DataObject answers, TimeSpan duration = default) : ITaskHandler
{
    private readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);

    public TaskResponse Handle(TaskRequest request)
    {
        DataObject[] entries =
        [
            .. (answers.Get(request.StateName) as DataArray ?? DataArray.Empty).AsSpan().ToArray().Cast<DataObject>()
                .Where(entry => entry.Get("parameters") is not { } parameters || CanonicalJson.Of(parameters) == CanonicalJson.Of(request.Parameters)),
        ];
        if (entries.Length == 0) throw new MissingMockException($"no answer for state {request.StateName} with {request.Parameters}");
        string counted = entries[0].ContainsKey("parameters") ? request.StateName + CanonicalJson.Of(request.Parameters) : request.StateName;
        int call = _calls.GetValueOrDefault(counted);
        _calls[counted] = call + 1;
        DataObject answer = entries[Math.Min(call, entries.Length - 1)];
        if (answer.Get("Throw") is not DataObject thrown) return TaskResponse.Success(answer["Return"], duration);
        return TaskResponse.Failure((thrown.Get("Error") as DataString)?.Value, (thrown.Get("Cause") as DataString)?.Value, duration);
    }
}
