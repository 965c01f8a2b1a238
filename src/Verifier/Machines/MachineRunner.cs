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
/// <param name="IsOverQuota">Whether the data of a state outgrew what Step Functions takes. A catcher of every error takes that as well, so the outcome does not always tell.</param>
internal sealed record MachineRun(Trace Trace, IReadOnlyList<Edge> Edges, IReadOnlyList<string> States, IReadOnlyList<TaskAnswer> Answers, bool IsOverQuota);

/// <summary>Runs the state machine on scripted services.</summary>
internal sealed class MachineRunner(StateMachineInterpreter machine, TaskCodec codec, GeneratedFunctionRunner generated, JobRunner jobs, string name, long seed, Action<JsonData, ExecutionResult>? executed)
{
    /// <summary>The definition.</summary>
    public StateMachine Definition => machine.Definition;

    /// <param name="input">The event.</param>
    /// <param name="script">The services' behaviour.</param>
    /// <param name="retried">
    /// The calls that the handler's own code makes again after they failed: each attempt of them is a call. Attempts of all others are the
    /// SDK's own, which cannot be observed: the scripted failure persists, and they take no time on the handler's clock.
    /// </param>
    /// <param name="areTasksSlow">Whether what the state machine computes comes before the answers of calls that run at the same time.</param>
    public MachineRun Run(JsonData input, ScriptPlayer script, IReadOnlySet<ServiceCall> retried, bool areTasksSlow = false)
    {
        var entries = new Dictionary<int, (ServiceCall Call, int Occurrence, ServiceBehaviour Behaviour)>();
        var made = new Dictionary<int, List<TraceCall>>();
        var ended = new Dictionary<int, TaskResponse>();
        var answers = new List<TaskAnswer>();
        var world = new VirtualWorld(seed);
        List<TraceCall> Made(int callId) => made.TryGetValue(callId, out var calls) ? calls : made[callId] = [];
        TaskResponse Answer(TaskRequest request)
        {
            if (generated.FunctionOf(request) is { } function)
            {
                var given = generated.Run(function, request, script, world, call => Made(request.CallId).Add(call));
                answers.Add(new TaskAnswer(request.StateName, given));
                return given;
            }

            if (!entries.TryGetValue(request.EntryId, out var entry) || retried.Contains(entry.Call))
            {
                var call = codec.Read(request.Resource, request.Parameters);
                var (occurrence, behaviour) = script.Next(call);
                entry = entries[request.EntryId] = (call, occurrence, behaviour);
                Made(request.CallId).Add(new TraceCall(call, occurrence, behaviour, request.StatePath));
                ended.Remove(request.EntryId);
            }

            if (!ended.TryGetValue(request.EntryId, out var response))
            {
                response = jobs.JobOf(request.Resource) is { } job && entry.Behaviour is ServiceBehaviour.Responds { Body: var started }
                    ? jobs.Wait(job, entry.Call, started, script, request.StateName, (asked, number, told) => Made(request.CallId).Add(new TraceCall(asked, number, told, request.StatePath) { IsByStepFunctions = true }))
                    : codec.Write(request.Resource, entry.Behaviour);
                ended[request.EntryId] = response;
            }

            answers.Add(new TaskAnswer(request.StateName, response));
            return response;
        }

        var result = machine.Execute(input, new ExecutionOptions
        {
            StartTime = VirtualWorld.Start,
            ExecutionName = ExecutionIdentity.RequestId,
            StateMachineName = name,
            Ids = world.NextId,
            Randoms = world.NextRandom,
            RetryIntervalPasses = entryId => !entries.TryGetValue(entryId, out var entry) || retried.Contains(entry.Call),
            // Long enough to be later, too short to be seen in a time.
            TaskHandler = new DelegateTaskHandler(areTasksSlow ? request => Answer(request) with { Duration = TimeSpan.FromTicks(1) } : Answer),
            RecordHistory = false,
        });
        executed?.Invoke(input, result);
        return new MachineRun(Observed(result, made), [.. result.Transitions.Select(transition => transition.Edge).Distinct()], result.Path, answers, result.ErrorsOfStates.Contains("States.DataLimitExceeded"));
    }

    private static Trace Observed(ExecutionResult result, Dictionary<int, List<TraceCall>> made)
    {
        // Of a retried entry, the first attempt says when the call begins and the last one when it has ended.
        var first = result.Calls.Where(call => made.ContainsKey(call.Request.CallId)).SelectMany(call => made[call.Request.CallId].Select((observed, order) => (Call: call, Observed: observed, Order: order))).ToList();
        var last = first.ConvertAll(entry => result.Calls.Last(other => other.Request.EntryId == entry.Call.Request.EntryId
            && (other == entry.Call || !made.ContainsKey(other.Request.CallId))));
        var calls = first.Select(entry => entry.Observed with { Attempts = result.Calls.Count(other => other.Request.EntryId == entry.Call.Request.EntryId) });
        TraceOutcome outcome = result.Status == ExecutionStatus.Succeeded
            ? new TraceOutcome.Result(result.Output)
            : new TraceOutcome.Failure(result.Error ?? (result.Status == ExecutionStatus.TimedOut ? "States.Timeout" : ""), result.Cause ?? "");
        return new Trace(
            [.. calls], (i, j) => first[i].Call == first[j].Call ? first[i].Order < first[j].Order : last[i].HappensBefore(first[j].Call), outcome,
            new Lazy<string?>(() => result.Visits.Count > 0 ? result.Visits[^1].StatePath : null))
        {
            Siblings = new Lazy<bool>(() => result.Visits.Select(visit => visit.BranchPath).Distinct().Count() > 2),
            Entered = result.Path,
            Catches = new Lazy<IReadOnlySet<string>>(() => CaughtAt(result)),
        };
    }

    private static HashSet<string> CaughtAt(ExecutionResult result)
    {
        var caught = result.Transitions.Where(transition => transition.Edge.Kind == EdgeKind.Catch).Select(transition => transition.EntryId).ToHashSet();
        return result.Visits.Where(visit => caught.Contains(visit.EntryId)).Select(visit => visit.StateName).ToHashSet(StringComparer.Ordinal);
    }
}
