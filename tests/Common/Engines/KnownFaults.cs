using System.Text.RegularExpressions;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Tests.Engines;

/// <summary>What other engines do otherwise than AWS, as docs/interpreter.md lists it: the first reason that applies explains a difference.</summary>
internal static partial class KnownFaults
{
    public static string? OfSecondEngine(EngineCase machine, EngineOutcome mine, EngineOutcome theirs) =>
        mine.Error == "States.DataLimitExceeded" && theirs.Error != mine.Error ? "the second engine does not measure every state's output" : null;

    /// <summary>aws-local-stepfunctions 3.0.0.</summary>
    public static string? OfLocalStepFunctions(EngineCase machine, EngineOutcome mine, EngineOutcome theirs)
    {
        string definition = machine.Definition.ToJson();
        if (theirs.Error == "States.Runtime" && NothingInList().IsMatch(theirs.Cause ?? "")) return "a filter, slice or wildcard that finds nothing is an error instead of an empty list";
        if (theirs.Error == "States.Runtime" && (theirs.Cause ?? "").StartsWith("Intrinsic function", StringComparison.Ordinal)) return "a failed intrinsic function is States.Runtime instead of States.IntrinsicFailure";
        if (theirs.Error == "States.Runtime" && (theirs.Cause ?? "").StartsWith("Path expression 'States.", StringComparison.Ordinal)) return "ErrorPath and CausePath take no intrinsic function";
        if (theirs.Error == "States.Runtime" && (theirs.Cause ?? "").Contains("'$$.State.EnteredTime' does not point to a value", StringComparison.Ordinal)) return "the context object does not say when a state was entered";
        if (theirs.Error == "SyntaxError" && definition.Contains("States.StringToJson", StringComparison.Ordinal)) return "States.StringToJson of what is no JSON is an error of JavaScript, which no catcher sees, instead of States.IntrinsicFailure";
        if (HasFalsyResult(machine)) return "a Pass state ignores a Result of 0, false, null or an empty string";
        if (definition.Contains("Base64Encode", StringComparison.Ordinal) && machine.Input.ToJson().Any(c => c > 127)) return "Base64 encodes Latin-1 instead of UTF-8";
        if (definition.Contains("States.Hash(States.", StringComparison.Ordinal)) return "States.Hash of what another function gives hashes it with quotes around";
        if (definition.Contains("States.Hash", StringComparison.Ordinal) && machine.Input.ToJson().Any(c => c > 127)) return "States.Hash of characters outside ASCII";
        if (definition.Contains("StringSplit", StringComparison.Ordinal)) return "States.StringSplit takes several separators for one and keeps empty parts";
        if (HasTaskFailedOutsideTasks(machine.Definition)) return "States.TaskFailed does not match in Parallel and Map";
        if (definition.Contains("\"Type\":\"Map\"", StringComparison.Ordinal) && mine.HadFailure && theirs.Calls.Count > mine.Calls.Count) return "a Map goes on with its other items after one has failed";
        return null;
    }

    /// <summary>aws-local-stepfunctions ignores such a Result and puts the whole input in its place: a loop that waits for a null never ends there.</summary>
    public static bool HasFalsyResult(EngineCase machine) => FalsyResult().IsMatch(machine.Definition.ToJson());

    private static bool HasTaskFailedOutsideTasks(JsonData graph) => graph switch
    {
        DataObject state when state.Get("Type") is DataString { Value: "Parallel" or "Map" }
            && $"{state.Get("Retry")}{state.Get("Catch")}".Contains("States.TaskFailed", StringComparison.Ordinal) => true,
        DataObject o => o.Any(member => HasTaskFailedOutsideTasks(member.Value)),
        DataArray a => a.Any(HasTaskFailedOutsideTasks),
        _ => false,
    };

    [GeneratedRegex(@"""Result"":(0|false|null|"""")[,}]")]
    private static partial Regex FalsyResult();

    [GeneratedRegex(@"Path expression '[^']*(\[\?|\[\*\]|\[\d*:)[^']*' does not point to a value")]
    private static partial Regex NothingInList();
}
