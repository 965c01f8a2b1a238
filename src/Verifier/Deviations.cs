using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Json;
using LambdaLift.StatesLanguage.Model;
using LambdaLift.Verifier.Calls;
using LambdaLift.Verifier.Comparison;
using LambdaLift.Verifier.Hosting;
using LambdaLift.Verifier.Machines;

namespace LambdaLift.Verifier;

/// <summary>Sorts of deliberate deviation that the verifier knows how to recognise in a run.</summary>
public enum DeviationKind
{
    /// <summary>The handler does not look at <c>FunctionError</c>; a task whose function fails, fails.</summary>
    FunctionErrorFailsTask,

    /// <summary>When one branch fails, the others are cancelled, where <c>Task.WhenAll</c> lets them end.</summary>
    SiblingsAreCancelled,

    /// <summary>The handler crashes on a value that is not there (<c>NullReferenceException</c>, <c>KeyNotFoundException</c> …); the state machine fails too, under another name.</summary>
    CrashHasAnotherName,

    /// <summary>A member that the event's type declares as never null must be in the input; the handler would go on with null.</summary>
    DeclaredMembersMustBePresent,

    /// <summary>Calls that the handler makes one after the other run at the same time.</summary>
    CallsRunInParallel,

    /// <summary>An argument of a call that is started with others cannot be computed: the handler has made the calls before it, and none behind it.</summary>
    StartedCallsDiffer,

    /// <summary>When several branches fail, the handler throws the failure that came first, the state machine the first in order.</summary>
    FirstFailureInOrder,

    /// <summary><c>Parallel.ForEachAsync</c> starts no further items once one has failed, and throws the first failure in time.</summary>
    ItemsAreStartedAfterAFailure,

    /// <summary>The handler starts a job and asks until it has ended; the state machine's task waits for it, and Step Functions asks.</summary>
    JobIsWaitedFor,

    /// <summary>A blocking wait (<c>.Result</c>, <c>.Wait()</c>) wraps a failure in an <c>AggregateException</c>; the state machine fails with the failure itself.</summary>
    WaitWrapsFailure,

    /// <summary>A request whose body is no JSON is answered by the code around a Lambda Annotations method; the state machine fails.</summary>
    UnreadableBodyFails,

    /// <summary>Text that is no JSON fails with the serializer's message; the state machine has another one, and another error where nobody catches it.</summary>
    UnreadableJsonHasAnotherMessage,

    /// <summary>A collection that concurrent code fills has the order of the items, not that in which the code came to fill it.</summary>
    CollectionsHaveAnotherOrder,

    /// <summary>A log line that reads through null ends the handler; the state machine has no log lines.</summary>
    LogLineFails,

    /// <summary>HTTP failures have texts of their own, and an answer that is no JSON, which ends the handler with <c>JsonException</c>, another name.</summary>
    HttpFailuresDiffer,

    /// <summary>A URL that only the execution knows is no https URL: an HTTP task cannot call it, the handler fails by another exception or calls it by http.</summary>
    UrlIsNotHttps,

    /// <summary>A library decodes a secret that has no text; the state machine fails.</summary>
    BinarySecretFails,

    /// <summary>JSON text inside of other text has <c>\uXXXX</c> for characters that the state machine writes as they are.</summary>
    JsonTextEscapes,

    /// <summary>Integers of C# wrap around beyond their range; the state machine's numbers do not.</summary>
    NumbersDoNotWrap,

    /// <summary>The cause of a failure is not the exception's message.</summary>
    CauseIsNotTheMessage,
}

/// <summary>A deviation that the conversion reported: runs that differ by it and by nothing else are counted, not failed.</summary>
/// <param name="Id">The diagnostic's id, such as <c>LIFT3001</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="Line">The C# line that it is about.</param>
public sealed record DeviationInForce(string Id, DeviationKind Kind, string Reason, SourceLine? Line = null);

/// <summary>A deviation and the number of runs that showed it.</summary>
public sealed record CountedDeviation(DeviationInForce Deviation, int Runs);

/// <summary>Tells what a state machine does inside of its Parallel and Map states.</summary>
/// <param name="TopLevelStates">The names of the states outside.</param>
/// <param name="Operations">The operations that the tasks inside call.</param>
/// <param name="Siblings">The names of the states that run several things at the same time: Map states, and Parallel states of more than one branch.</param>
/// <param name="FailureReports">The names of the states inside that end a branch or an iteration with its failure as a value, as <c>--exact-fan-out</c> has it.</param>
internal sealed record FanOutScope(IReadOnlySet<string> TopLevelStates, IReadOnlySet<string> Operations, IReadOnlySet<string> Siblings, IReadOnlySet<string> FailureReports)
{
    public static FanOutScope Of(StateMachine machine) => new(
        machine.States.Select(state => state.Name).ToHashSet(StringComparer.Ordinal),
        machine.AllStates().Where(found => !ReferenceEquals(found.Graph, machine)).Select(found => found.State).OfType<TaskState>()
            .Select(task => AwsCatalogue.Default.TryParseResource(task.Resource, out var resource, out _) ? resource.Integration?.Operation?.Id : null)
            .OfType<string>().ToHashSet(StringComparer.Ordinal),
        machine.AllStates().Where(found => found.State is MapState or ParallelState { Branches.Length: > 1 }).Select(found => found.State.Name).ToHashSet(StringComparer.Ordinal),
        machine.AllStates().Where(found => !ReferenceEquals(found.Graph, machine) && ReportsFailure(found.State)).Select(found => found.State.Name).ToHashSet(StringComparer.Ordinal));

    private static bool ReportsFailure(State state) => state switch
    {
        PassState { Parameters: DataObject outcome } => IsFailure(outcome),
        InputOutputState { Output: DataObject outcome } => IsFailure(outcome),
        _ => false,
    };

    // { Value, Failure }, of which a failed one has no value.
    private static bool IsFailure(DataObject outcome) =>
        outcome.Count == 2 && outcome.Get("Value") is DataNull && (outcome.Get("Failure") ?? outcome.Get("Failure.$")) is not (null or DataNull);
}

/// <summary>Decides whether a difference is what a deviation in force announces.</summary>
internal static class DeviationRules
{
    private static readonly HashSet<string> Crashes =
    [
        "NullReferenceException", "ArgumentNullException", "KeyNotFoundException", "IndexOutOfRangeException", "ArgumentOutOfRangeException",
        "InvalidCastException", "FormatException", "JsonException", "DivideByZeroException", "OverflowException",
    ];

    private static readonly HashSet<string> UnreadableJson = ["JsonException", "JsonReaderException", "JsonSerializationException", "ArgumentNullException"];

    /// <param name="inForce">The deviations that the conversion reported.</param>
    /// <param name="difference">The difference.</param>
    /// <param name="handler">The handler's run.</param>
    /// <param name="machine">The state machine's run.</param>
    /// <param name="fanOuts">What the state machine does inside of Parallel and Map states.</param>
    /// <param name="isInputIncomplete">Whether the input lacks a member that its type declares as never null.</param>
    /// <param name="lineOf">The C# line of a state.</param>
    public static DeviationInForce? Explains(
        IReadOnlyList<DeviationInForce> inForce, Difference difference, Trace handler, Trace machine, bool isInputIncomplete, FanOutScope fanOuts, Func<string, SourceLine?> lineOf) =>
        inForce.FirstOrDefault(deviation => deviation.Kind switch
        {
            DeviationKind.FunctionErrorFailsTask => FollowsFunctionError(deviation, difference, handler, machine, lineOf),
            DeviationKind.SiblingsAreCancelled => Cancels(difference, handler, machine, fanOuts),
            DeviationKind.CrashHasAnotherName => difference.Kind is DifferenceKind.ErrorDiffers or DifferenceKind.CauseDiffers
                && handler.Outcome is TraceOutcome.Failure failure && Crashes.Contains(failure.Error),
            DeviationKind.DeclaredMembersMustBePresent => isInputIncomplete
                // What a service left out is missed just as what the event left out.
                || (handler.Calls.Any(call => call.Behaviour is ServiceBehaviour.Responds) && (machine.Outcome is TraceOutcome.Failure { Error: "States.Runtime" or "States.ParameterPathFailure" or "States.IntrinsicFailure" }
                    || handler.Outcome is TraceOutcome.Failure { Error: "NullReferenceException" or "ArgumentNullException" })),
            DeviationKind.CallsRunInParallel => RunsInParallel(difference, handler, machine, fanOuts),
            DeviationKind.StartedCallsDiffer => StartsOtherwise(difference, handler, machine, fanOuts),
            DeviationKind.ItemsAreStartedAfterAFailure => StartsMore(difference, handler, machine, fanOuts) || FailsInOrder(difference, handler, fanOuts) || ThrowsInside(difference, handler, machine, fanOuts)
                || ReportsSeveral(machine, fanOuts) || WaitsForAPlace(difference, handler, fanOuts),
            DeviationKind.FirstFailureInOrder => FailsOtherwise(difference, fanOuts) || ReportsSeveral(machine, fanOuts),
            DeviationKind.JobIsWaitedFor => AsksOtherwise(handler, machine),
            DeviationKind.WaitWrapsFailure => difference.Kind == DifferenceKind.ErrorDiffers
                && handler.Outcome is TraceOutcome.Failure { Error: "AggregateException", Cause: var wrapped } && machine.Outcome is TraceOutcome.Failure { Cause: var inner }
                && wrapped.Contains(ErrorNames.Message(inner), StringComparison.Ordinal),
            DeviationKind.UnreadableBodyFails => difference.Kind == DifferenceKind.OutcomeDiffers
                && handler.Outcome is TraceOutcome.Result { Value: DataObject answer } && answer.Get("body") is DataString { Value: var text } && text.Contains("failed to satisfy constraint", StringComparison.Ordinal)
                && machine.Outcome is TraceOutcome.Failure { Error: "States.QueryEvaluationError" },
            DeviationKind.HttpFailuresDiffer => (difference.Kind == DifferenceKind.CauseDiffers && handler.Outcome is TraceOutcome.Failure { Error: nameof(TaskCanceledException) })
                || difference.Kind is DifferenceKind.ErrorDiffers or DifferenceKind.CauseDiffers
                && handler.Outcome is TraceOutcome.Failure { Error: "JsonException" } && machine.Outcome is TraceOutcome.Failure { Error: "States.QueryEvaluationError" or "States.Runtime" or "States.ParameterPathFailure" or "States.IntrinsicFailure" },
            DeviationKind.BinarySecretFails => handler.Calls.Any(call => call is { Call.Operation: "secretsmanager:GetSecretValue", Behaviour: ServiceBehaviour.Responds { Body: DataObject secret } } && secret.Get("SecretString") is null or DataNull),
            DeviationKind.UrlIsNotHttps => machine.Calls.Any(call => call.Call == HttpExchange.OfNoUrl),
            DeviationKind.UnreadableJsonHasAnotherMessage => handler.Outcome is TraceOutcome.Failure { Error: var thrown } && (difference.Kind switch
            {
                DifferenceKind.ErrorDiffers => UnreadableJson.Contains(thrown) && machine.Outcome is TraceOutcome.Failure { Error: "States.QueryEvaluationError" or "States.IntrinsicFailure" },
                DifferenceKind.CauseDiffers => UnreadableJson.Contains(thrown),
                _ => false,
            }),
            DeviationKind.CollectionsHaveAnotherOrder => IsSameInAnyOrder(handler, machine),
            DeviationKind.LogLineFails => difference.Kind is DifferenceKind.OutcomeDiffers or DifferenceKind.ExtraCall or DifferenceKind.ErrorDiffers
                && handler.Outcome is TraceOutcome.Failure { Error: "NullReferenceException" } && (deviation.Line is null || handler.EndedAt == deviation.Line.ToString()),
            DeviationKind.NumbersDoNotWrap => IsSameWithinRange(handler, machine),
            DeviationKind.CauseIsNotTheMessage => difference.Kind == DifferenceKind.CauseDiffers,
            _ => false,
        });

    // Whether the handler makes the same calls as often, one for each in the order in which they are given.
    private static bool IsEachMade(IEnumerable<TraceCall> calls, Trace handler, Func<TraceCall, TraceCall, bool> isSame)
    {
        var left = handler.Calls.ToList();
        foreach (var made in calls)
        {
            var same = left.FindIndex(call => call.Call.Operation == made.Call.Operation && isSame(call, made));
            if (same < 0) return false;
            left.RemoveAt(same);
        }

        return left.Count == 0;
    }

    // Where no degree is given, an item waits until one of the first has ended, as many as there are processors. Which calls are made shows in runs without a failure.
    private static bool WaitsForAPlace(Difference difference, Trace handler, FanOutScope fanOuts) =>
        difference is { Kind: DifferenceKind.OrderDiffers, HandlerCall: { } late } && handler.Outcome is TraceOutcome.Failure && fanOuts.Operations.Contains(handler.Calls[late].Call.Operation);

    // The same calls and the same result, but for numbers of the state machine that no int holds.
    private static bool IsSameWithinRange(Trace handler, Trace machine)
    {
        return handler.Outcome is TraceOutcome.Result { Value: var returned } && machine.Outcome is TraceOutcome.Result { Value: var output }
            && IsEachMade(machine.Calls, handler, (call, made) => IsSame(call.Call.Request, made.Call.Request))
            && (returned is null || output is null ? returned is null && output is null : IsSame(CanonicalForm.Of(returned), CanonicalForm.Of(output)));

        static bool IsSame(JsonData one, JsonData other) => (one, other) switch
        {
            (DataNumber, DataNumber number) when IsOutside(number.ToString()) => true,
            (DataString, DataString text) when IsOutside(text.Value) => true,
            (DataObject left, DataObject right) => left.Count == right.Count && left.All(member => right.Get(member.Key) is { } value && IsSame(member.Value, value)),
            (DataArray left, DataArray right) => left.Count == right.Count && left.Zip(right).All(pair => IsSame(pair.First, pair.Second)),
            _ => JsonData.DeepEquals(one, other),
        };

        static bool IsOutside(string text) =>
            double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) && number is < int.MinValue or > int.MaxValue;
    }

    // The same calls and the same result, when no list has an order.
    private static bool IsSameInAnyOrder(Trace handler, Trace machine)
    {
        return handler.Outcome is TraceOutcome.Result { Value: var returned } && machine.Outcome is TraceOutcome.Result { Value: var output } && Sorted(returned) == Sorted(output)
            && Calls(handler).SequenceEqual(Calls(machine));

        static IEnumerable<string> Calls(Trace trace) => trace.Calls.Select(call => call.Call.Operation + " " + Sorted(call.Call.Request)).Order(StringComparer.Ordinal);

        static string Sorted(JsonData? value) => value switch
        {
            DataArray list => "[" + string.Join(",", list.Select(Sorted).Order(StringComparer.Ordinal)) + "]",
            DataObject members => "{" + string.Join(",", members.Select(member => member.Key + ":" + Sorted(member.Value)).Order(StringComparer.Ordinal)) + "}",
            null => "",
            _ => value.ToString(),
        };
    }

    // A failure inside a fan-out ends the siblings: calls that they had not made are missing. Which failure is reported only differs if
    // there is more than one.
    private static bool Cancels(Difference difference, Trace handler, Trace machine, FanOutScope fanOuts)
    {
        var failsBetweenCalls = FailsBetweenCalls(handler, machine, fanOuts);
        if (!failsBetweenCalls && !machine.Calls.Any(call => IsFailed(call) && call.Where is { } path && !fanOuts.TopLevelStates.Contains(path))) return false;
        return difference switch
        {
            { Kind: DifferenceKind.MissingCall, HandlerCall: { } missing } when fanOuts.Operations.Contains(handler.Calls[missing].Call.Operation) => true,
            { Kind: DifferenceKind.ErrorDiffers or DifferenceKind.CauseDiffers } when machine.HasSiblings && failsBetweenCalls => true,
            _ => handler.Calls.Count(IsFailed) + (failsBetweenCalls ? 1 : 0) > 1,
        };
    }

    // What a branch computes can fail as well as what it calls, and be caught outside.
    private static bool FailsBetweenCalls(Trace handler, Trace machine, FanOutScope fanOuts) =>
        (handler.Outcome is TraceOutcome.Failure && machine.Outcome is TraceOutcome.Failure && machine.EndedAt is { } path && !fanOuts.TopLevelStates.Contains(path))
        || machine.CaughtAt.Overlaps(fanOuts.Siblings)
        || machine.Entered.Any(fanOuts.FailureReports.Contains);

    // Both fail, or what a branch computes does and is caught.
    private static bool Fails(Trace handler, Trace machine, FanOutScope fanOuts) =>
        FailsBetweenCalls(handler, machine, fanOuts) || handler.Outcome is TraceOutcome.Failure && machine.Outcome is TraceOutcome.Failure;

    // The handler had started a call and awaited nothing any more, or the state machine had, inside of a fan-out.
    private static bool StartsOtherwise(Difference difference, Trace handler, Trace machine, FanOutScope fanOuts) =>
        Fails(handler, machine, fanOuts) && difference switch
        {
            { Kind: DifferenceKind.MissingCall, HandlerCall: { } missing } => !Enumerable.Range(0, handler.Calls.Count).Any(later => handler.Precedes(missing, later)),
            { Kind: DifferenceKind.ExtraCall, StateMachineCall: { } extra } => fanOuts.Operations.Contains(machine.Calls[extra].Call.Operation) && (FailsBetweenCalls(handler, machine, fanOuts) || !handler.Calls.Any(IsFailed)),
            _ => false,
        };

    // Which items are started depends on which call fails before which other one ends.
    private static bool FailsInOrder(Difference difference, Trace handler, FanOutScope fanOuts) =>
        difference is { Kind: DifferenceKind.OrderDiffers, HandlerCall: { } later } && handler.Calls.Any(IsFailed) && fanOuts.Operations.Contains(handler.Calls[later].Call.Operation);

    // What a branch throws itself does not show as a failed call.
    private static bool ThrowsInside(Difference difference, Trace handler, Trace machine, FanOutScope fanOuts) =>
        Fails(handler, machine, fanOuts) && difference switch
        {
            { Kind: DifferenceKind.ExtraCall, StateMachineCall: { } extra } => fanOuts.Operations.Contains(machine.Calls[extra].Call.Operation),
            // Some items are not started, and others are.
            { Kind: DifferenceKind.RequestDiffers, HandlerCall: { } other } => machine.HasSiblings && fanOuts.Operations.Contains(handler.Calls[other].Call.Operation),
            _ => FailsOtherwise(difference, fanOuts),
        };

    // Which of several failures goes on decides what is caught, and so what comes after.
    private static bool ReportsSeveral(Trace machine, FanOutScope fanOuts) => machine.Entered.Count(fanOuts.FailureReports.Contains) > 1;

    // Both sides fail, by failures of which several branches have one each.
    private static bool FailsOtherwise(Difference difference, FanOutScope fanOuts) =>
        difference.Kind is DifferenceKind.ErrorDiffers or DifferenceKind.CauseDiffers && fanOuts.Operations.Count > 0;

    // The invocation that the deviation is about failed its function, and until then both sides did the same.
    private static bool FollowsFunctionError(DeviationInForce deviation, Difference difference, Trace handler, Trace machine, Func<string, SourceLine?> lineOf)
    {
        var failed = machine.Calls.ToList().FindIndex(call => HasFunctionError(call) && (deviation.Line is null || call.Where is null || lineOf(call.Where) is not { } line || line == deviation.Line));
        // Of a function that is inlined, a call of its own fails, and the state machine with it.
        if (failed < 0 && machine.Outcome is TraceOutcome.Failure) failed = machine.Calls.ToList().FindIndex(call => IsFailed(call) && call.Where is not null && call.Where == machine.EndedAt);
        if (failed < 0) return false;
        var same = handler.Calls.ToList().FindIndex(call => call.Call == machine.Calls[failed].Call && IsFailed(call));
        return same >= 0
            && (difference.HandlerCall is not { } wanted || !handler.Precedes(wanted, same) && wanted != same)
            && (difference.StateMachineCall is not { } made || !machine.Precedes(made, failed) && made != failed);
    }

    // Asking fails, the job has a status that no job has, or it was not started though the service did not say so by an error.
    private static bool AsksOtherwise(Trace handler, Trace machine) =>
        machine.Calls.Any(call => JobIntegration.TryGet(call.Call.Operation, out var job) && job.NotStarted is { Error: var error } && machine.Outcome is TraceOutcome.Failure failure && failure.Error == error)
        || handler.Calls.Any(call => JobIntegration.All.FirstOrDefault(job => job.Ask == call.Call.Operation) is { } asked
            && machine.Calls.Any(made => made.Call.Operation == asked.Start)
            && (call.Behaviour is not ServiceBehaviour.Responds { Body: var answer } || JobStatus.Of(asked, answer) is not { } status || !asked.Running.Concat(asked.Ended).Contains(status)));

    private static bool IsFailed(TraceCall call) => call.Behaviour is ServiceBehaviour.Fails || HasFunctionError(call);

    private static bool HasFunctionError(TraceCall call) => call.Behaviour is ServiceBehaviour.Responds { Body: var body } && Normalization.FunctionError(body) is not null;

    // Calls of one group have no order, and one that fails does not keep the others from being made.
    private static bool RunsInParallel(Difference difference, Trace handler, Trace machine, FanOutScope fanOuts) => difference is { Kind: DifferenceKind.OrderDiffers, HandlerCall: { } later }
        ? fanOuts.Operations.Contains(handler.Calls[later].Call.Operation)
        : StartsMore(difference, handler, machine, fanOuts);

    // One that fails does not keep the others from being made, and from failing.
    private static bool StartsMore(Difference difference, Trace handler, Trace machine, FanOutScope fanOuts) => difference switch
    {
        { Kind: DifferenceKind.ExtraCall, StateMachineCall: { } extra } => handler.Calls.Any(IsFailed) && fanOuts.Operations.Contains(machine.Calls[extra].Call.Operation),
        { Kind: DifferenceKind.ErrorDiffers or DifferenceKind.CauseDiffers } => machine.Calls.Count(IsFailed) > 1,
        _ => false,
    };
}
