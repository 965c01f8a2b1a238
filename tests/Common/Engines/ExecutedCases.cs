using LambdaLift.Interpreter;
using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Tests.Engines;

/// <summary>Collects executions as cases for other engines, one for each way through the state machine.</summary>
internal sealed class ExecutedCases(string name, DataObject definition)
{
    // Verifying makes hundreds of executions, most of which differ in data alone.
    private const int MaxCases = 40;

    // Jitter has no place in a comparison: the second engine has none.
    private readonly DataObject _definition = (DataObject)Without(definition, "JitterStrategy");
    private readonly HashSet<string> _ways = new(StringComparer.Ordinal);
    private readonly List<EngineCase> _cases = [];
    private readonly Dictionary<string, DataObject> _firstAnswers = new(StringComparer.Ordinal);

    /// <summary>The cases. Calls that only another order of branches makes are answered as the first call of their state ever was.</summary>
    public IReadOnlyList<EngineCase> All()
    {
        string[] tasks = [.. Tasks(_definition)];
        return _cases.ConvertAll(machine => machine with
        {
            Answers = JsonData.Object([.. tasks.Select(task => (task, (JsonData)JsonData.Array((machine.Answers.Get(task) as DataArray ?? DataArray.Empty).Append(FirstAnswer(task)))))]),
        });
    }

    public void Add(JsonData input, ExecutionResult execution)
    {
        if (_cases.Count >= MaxCases) return;
        var way = $"{execution.Status} {execution.Error} {string.Join(' ', execution.Transitions.Select(transition => transition.Edge))}";
        if (!_ways.Add(way)) return;
        _cases.Add(new EngineCase($"{name}, execution {_cases.Count + 1}", _definition, input, Answers(execution), IsConcurrent(_definition)));
    }

    private DataObject FirstAnswer(string task) => _firstAnswers.GetValueOrDefault(task) ?? JsonData.Object(("Return", DataObject.Empty));

    private DataObject Answers(ExecutionResult execution)
    {
        TaskCall[] answered = [.. execution.Calls.Where(call => call.Outcome is TaskOutcome.Succeeded or TaskOutcome.Failed)];
        foreach (TaskCall call in answered) _firstAnswers.TryAdd(call.StateName, Answer(call));
        return JsonData.Object([.. answered.GroupBy(call => call.StateName)
            .Select(state => (state.Key, (JsonData)JsonData.Array(state.Select(call => (JsonData)Answer(call).With("parameters", call.Parameters)))))]);
    }

    private static DataObject Answer(TaskCall call) => call.Outcome == TaskOutcome.Succeeded
        ? JsonData.Object(("Return", call.Output!))
        : JsonData.Object(("Throw", JsonData.Object(("Error", call.Error!), ("Cause", call.Cause ?? ""))));

    private static IEnumerable<string> Tasks(JsonData graph) => graph switch
    {
        DataObject o => o.Where(member => member.Value is DataObject state && state.Get("Type") is DataString { Value: "Task" }).Select(member => member.Key)
            .Concat(o.SelectMany(member => Tasks(member.Value))),
        DataArray a => a.SelectMany(Tasks),
        _ => [],
    };

    private static bool IsConcurrent(JsonData data) => data switch
    {
        DataObject o => o.Get("Type") is DataString { Value: "Parallel" }
            || (o.Get("Type") is DataString { Value: "Map" } && o.Get("MaxConcurrency") is not DataNumber { Value: 1 })
            || o.Any(member => IsConcurrent(member.Value)),
        DataArray a => a.Any(IsConcurrent),
        _ => false,
    };

    private static JsonData Without(JsonData data, string member) => data switch
    {
        DataObject o => JsonData.Object([.. o.Where(pair => pair.Key != member).Select(pair => (pair.Key, Without(pair.Value, member)))]),
        DataArray a => JsonData.Array(a.Select(item => Without(item, member))),
        _ => data,
    };
}
