using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Tests.Engines;

/// <summary>
/// Answers by state: a list of <c>{"Return": …}</c> or <c>{"Throw": {"Error", "Cause"}}</c>. The n-th call takes the n-th answer, the last one
/// repeats. Answers with <c>"parameters"</c> are for calls with these parameters, and those are counted apart: so concurrent calls get
/// their own answers in any order. The others are for all other calls. <c>answers.mjs</c> does the same for the engines in Node.
/// </summary>
/// <param name="answers">The answers per state.</param>
/// <param name="duration">How much virtual time each takes.</param>
internal sealed class ScriptedAnswers(DataObject answers, TimeSpan duration = default) : ITaskHandler
{
    private readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);

    public TaskResponse Handle(TaskRequest request)
    {
        DataObject[] all = [.. (answers.Get(request.StateName) as DataArray ?? DataArray.Empty).AsSpan().ToArray().Cast<DataObject>()];
        string parameters = CanonicalJson.Of(request.Parameters), counted = request.StateName + parameters;
        DataObject[] entries = [.. all.Where(entry => entry.Get("parameters") is { } own && CanonicalJson.Of(own) == parameters)];
        if (entries.Length == 0) (entries, counted) = ([.. all.Where(entry => !entry.ContainsKey("parameters"))], request.StateName);
        if (entries.Length == 0) throw new MissingMockException($"no answer for state {request.StateName} with {request.Parameters}");
        int call = _calls.GetValueOrDefault(counted);
        _calls[counted] = call + 1;
        DataObject answer = entries[Math.Min(call, entries.Length - 1)];
        if (answer.Get("Throw") is not DataObject thrown) return TaskResponse.Success(answer["Return"], duration);
        return TaskResponse.Failure((thrown.Get("Error") as DataString)?.Value, (thrown.Get("Cause") as DataString)?.Value, duration);
    }
}
