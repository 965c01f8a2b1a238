using LambdaLift.Interpreter;
using LambdaLift.Interpreter.Coverage;
using LambdaLift.Interpreter.Tasks;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.Verifier.Calls;
using LambdaLift.Verifier.Comparison;
using LambdaLift.Verifier.Hosting;
using LambdaLift.Verifier.Scripts;

namespace LambdaLift.Verifier.Machines;

/// <summary>One execution of the state machine.</summary>
/// <param name="Trace">What can be observed of it.</param>
/// <param name="Edges">The edges taken, each once, in order.</param>
/// <param name="States">The states entered, in order.</param>
/// <param name="Answers">What every attempt of every task was answered, in order.</param>
internal sealed record MachineRun(Trace Trace, IReadOnlyList<Edge> Edges, IReadOnlyList<string> States, IReadOnlyList<TaskAnswer> Answers);

/// <summary>Runs the state machine on scripted services.</summary>
internal sealed class MachineRunner(StateMachineInterpreter machine, TaskCodec codec, GeneratedFunctionRunner generated, long seed, Action<JsonData, ExecutionResult>? executed)
{
    /// <summary>The definition.</summary>
    public StateMachine Definition => machine.Definition;

    /// <param name="input">The event.</param>
    /// <param name="script">The services' behaviour.</param>
    /// <param name="retried">
    /// The calls that the handler's own code makes again after they failed: each attempt of them is a call. Attempts of all others are the
    /// SDK's own, which cannot be observed: the scripted failure persists, and they take no time on the handler's clock.
    /// </param>
    public MachineRun Run(JsonData input, ScriptPlayer script, IReadOnlySet<ServiceCall> retried)
    {
        var entries = new Dictionary<int, (ServiceCall Call, int Occurrence, ServiceBehaviour Behaviour)>();
        var made = new Dictionary<int, TraceCall>();
        var answers = new List<TaskAnswer>();
        var world = new VirtualWorld(seed);
        TaskResponse Answer(TaskRequest request)
        {
            if (generated.FunctionOf(request) is { } function)
            {
                var given = generated.Run(function, request, script, world, call => made[request.CallId] = call);
                answers.Add(new TaskAnswer(request.StateName, given));
                return given;
            }

            if (!entries.TryGetValue(request.EntryId, out var entry) || retried.Contains(entry.Call))
            {
                var call = codec.Read(request.Resource, request.Parameters);
                var (occurrence, behaviour) = script.Next(call);
                entry = entries[request.EntryId] = (call, occurrence, behaviour);
                made[request.CallId] = new TraceCall(call, occurrence, behaviour, request.StatePath);
            }

            var response = codec.Write(request.Resource, entry.Behaviour);
            answers.Add(new TaskAnswer(request.StateName, response));
            return response;
        }

        var result = machine.Execute(input, new ExecutionOptions
        {
            StartTime = VirtualWorld.Start,
            ExecutionName = ExecutionIdentity.RequestId,
            Ids = world.NextId,
            Randoms = world.NextRandom,
            RetryIntervalPasses = entryId => !entries.TryGetValue(entryId, out var entry) || retried.Contains(entry.Call),
            TaskHandler = new DelegateTaskHandler(Answer),
            RecordHistory = false,
        });
        executed?.Invoke(input, result);
        return new MachineRun(Observed(result, made), [.. result.Transitions.Select(transition => transition.Edge).Distinct()], result.Path, answers);
    }

    private static Trace Observed(ExecutionResult result, Dictionary<int, TraceCall> made)
    {
        // Of a retried entry, the first attempt says when the call begins and the last one when it has ended.
        var first = result.Calls.Where(call => made.ContainsKey(call.Request.CallId)).ToList();
        var last = first.ConvertAll(call => result.Calls.Last(other => other.Request.EntryId == call.Request.EntryId
            && (other == call || !made.ContainsKey(other.Request.CallId))));
        var calls = first.Select((call, i) => made[call.Request.CallId] with { Attempts = result.Calls.Count(other => other.Request.EntryId == call.Request.EntryId) });
        TraceOutcome outcome = result.Status == ExecutionStatus.Succeeded
            ? new TraceOutcome.Result(result.Output)
            : new TraceOutcome.Failure(result.Error ?? (result.Status == ExecutionStatus.TimedOut ? "States.Timeout" : ""), result.Cause ?? "");
        return new Trace([.. calls], (i, j) => last[i].HappensBefore(first[j]), outcome, result.Visits.Count > 0 ? result.Visits[^1].StatePath : null);
    }
}
