using System.Collections.Immutable;
using LambdaLift.StatesLanguage.Model;

namespace LambdaLift.StatesLanguage.Validation;

/// <summary>Retriers and catchers.</summary>
internal static class ErrorHandlingChecks
{
    private const string All = "States.ALL";

    // Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        All, "States.BranchFailed", "States.DataLimitExceeded", "States.ExceedToleratedFailureThreshold", "States.HeartbeatTimeout", "States.Http.Socket",
        "States.IntrinsicFailure", "States.ItemReaderFailed", "States.NoChoiceMatched", "States.ParameterPathFailure", "States.Permissions",
        "States.QueryEvaluationError", "States.ResultPathMatchFailure", "States.ResultWriterFailed", "States.Runtime", "States.TaskFailed", "States.Timeout",
    };

    public static void Check(Findings findings, StateSite site, FallibleState state)
    {
        for (var i = 0; i < state.Retry.Length; i++)
        {
            var retrier = state.Retry[i];
            var place = site.Place.Field("Retry").Item(i);
            Errors(findings, place, retrier.ErrorEquals, isLast: i == state.Retry.Length - 1, "retrier");
            NumberChecks.Check(findings, place, "IntervalSeconds", retrier.IntervalSeconds, NumberRange.Seconds);
            NumberChecks.Check(findings, place, "MaxAttempts", retrier.MaxAttempts, NumberRange.Attempts);
            NumberChecks.Check(findings, place, "BackoffRate", retrier.BackoffRate, NumberRange.BackoffRate);
            NumberChecks.Check(findings, place, "MaxDelaySeconds", retrier.MaxDelaySeconds, NumberRange.MaxDelay);
            if (retrier.JitterStrategy is not (null or "FULL" or "NONE"))
            {
                findings.Add(AslRules.UnknownValue, place.Field("JitterStrategy"), "JitterStrategy", "[FULL, NONE]");
            }
        }

        for (var i = 0; i < state.Catch.Length; i++)
        {
            var place = site.Place.Field("Catch").Item(i);
            Errors(findings, place, state.Catch[i].ErrorEquals, isLast: i == state.Catch.Length - 1, "catcher");
            StateChecks.Dialect(findings, place, site.IsJsonata);
        }
    }

    // What an HTTP task reports of an answer: States.Http.StatusCode.404.
    private static bool IsHttpStatus(string name) =>
        name.StartsWith("States.Http.StatusCode.", StringComparison.Ordinal) && int.TryParse(name.Substring("States.Http.StatusCode.".Length), out var status) && status is >= 100 and <= 599;

    private static void Errors(Findings findings, Place place, ImmutableArray<string> names, bool isLast, string what)
    {
        var list = place.Field("ErrorEquals");
        if (names.IsEmpty && list.Json.Value is Json.DataArray { Count: 0 })
        {
            findings.Add(AslRules.Empty, list, "ErrorEquals");
        }

        if (names.Contains(All) && !(names.Length == 1 && isLast))
        {
            findings.Add(AslRules.StatesAll, list, what);
        }

        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].StartsWith("States.", StringComparison.Ordinal) && !Reserved.Contains(names[i]) && !IsHttpStatus(names[i]))
            {
                findings.Add(AslRules.ReservedError, list.Item(i), names[i]);
            }
        }
    }
}
