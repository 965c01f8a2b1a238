using LambdaLift.StatesLanguage.Json;
using LambdaLift.Verifier.Calls;
using LambdaLift.Verifier.Comparison;
using LambdaLift.Verifier.Hosting;
using LambdaLift.Verifier.Scripts;

namespace LambdaLift.Verifier.Reporting;

/// <summary>The report as JSON, for CI and for <c>report.json</c>.</summary>
public static class VerificationReportJson
{
    /// <summary>Writes the report; absent members are left out.</summary>
    public static JsonData Write(VerificationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Object(
            ("status", report.Status switch { VerificationStatus.Verified => "verified", VerificationStatus.Different => "different", _ => "notRun" }),
            ("summary", report.Summary),
            ("problem", Optional(report.Problem)),
            ("runs", report.Runs),
            ("seed", report.Seed),
            ("budgetEnded", report.BudgetEnded),
            ("branches", Object(
                ("covered", JsonData.Array([.. report.Covered.Select(Branch)])),
                ("uncovered", JsonData.Array([.. report.Uncovered.Select(Branch)])))),
            ("deviations", JsonData.Array([.. report.Deviations.Select(counted => Object(
                ("id", counted.Deviation.Id), ("line", Line(counted.Deviation.Line)), ("reason", counted.Deviation.Reason), ("runs", counted.Runs)))])),
            ("counterexample", report.Counterexample is { } counterexample ? Example(counterexample) : null),
            ("notObserved", JsonData.Array([.. VerificationReport.NotObserved.Select(item => (JsonData)item)])),
            ("notes", JsonData.Array([.. report.Notes.Select(note => (JsonData)note)])));
    }

    private static JsonData Branch(BranchCoverage branch) => Object(
        ("state", branch.State), ("branch", branch.Label), ("to", Optional(branch.To)), ("line", Line(branch.Line)), ("reason", Optional(branch.Reason)));

    private static JsonData Example(Counterexample counterexample) => Object(
        ("difference", Object(
            ("kind", counterexample.Difference.Kind.ToString()), ("message", counterexample.Difference.Message),
            ("handler", Optional(counterexample.Difference.Handler)), ("stateMachine", Optional(counterexample.Difference.StateMachine)))),
        ("line", Line(counterexample.Line)),
        ("input", counterexample.Case.Input),
        ("script", JsonData.Array([.. counterexample.Case.Script.Select(Entry)])),
        ("handler", Side(counterexample.Handler)),
        ("stateMachine", Side(counterexample.StateMachine)),
        ("states", JsonData.Array([.. counterexample.States.Select(state => (JsonData)state)])),
        ("foundIn", counterexample.FoundIn));

    private static JsonData Entry(ScriptEntry entry) => Object(
        ("operation", entry.Operation), ("request", entry.Request), ("occurrence", entry.Occurrence is { } occurrence ? JsonData.Number((long)occurrence) : null), ("behaviour", Behaviour(entry.Behaviour)));

    private static JsonData Side(Trace trace) => Object(
        ("calls", JsonData.Array([.. trace.Calls.Select(call => Object(
            ("operation", call.Call.Operation), ("request", call.Call.Request), ("behaviour", Behaviour(call.Behaviour)),
            ("where", Optional(call.Where)), ("attempts", call.Attempts)))])),
        ("outcome", trace.Outcome switch
        {
            TraceOutcome.Result { Value: var value } => Object(("result", value ?? JsonData.Null)),
            TraceOutcome.Failure failure => Object(("error", failure.Error), ("cause", failure.Cause)),
            _ => JsonData.Null,
        }));

    private static JsonData Behaviour(ServiceBehaviour behaviour) => behaviour switch
    {
        ServiceBehaviour.Responds { Body: var body } => Object(("response", body)),
        ServiceBehaviour.Fails failure => Object(("error", failure.Name.Length > 0 ? failure.Name : "client-side"), ("kind", failure.Failure.ToString()), ("message", failure.Message)),
        _ => JsonData.Null,
    };

    private static JsonData? Optional(string? text) => text is null ? null : JsonData.String(text);

    private static JsonData? Line(SourceLine? line) => line is null ? null : Object(("file", line.File), ("line", line.Line));

    private static JsonData Object(params (string Name, JsonData? Value)[] members) =>
        JsonData.Object([.. members.Where(member => member.Value is not null).Select(member => (member.Name, member.Value!))]);
}
