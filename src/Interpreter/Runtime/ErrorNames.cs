namespace LambdaLift.Interpreter.Runtime;

/// <summary>
/// Predefined error names and how <c>ErrorEquals</c> matches them.
/// Source: https://states-language.net/#errors and https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html,
/// corrected by executions recorded on AWS.
/// </summary>
internal static class ErrorNames
{
    public const string All = "States.ALL";
    public const string Timeout = "States.Timeout";
    public const string HeartbeatTimeout = "States.HeartbeatTimeout";
    public const string TaskFailed = "States.TaskFailed";
    public const string Runtime = "States.Runtime";
    public const string DataLimitExceeded = "States.DataLimitExceeded";
    public const string NoChoiceMatched = "States.NoChoiceMatched";
    public const string QueryEvaluationError = "States.QueryEvaluationError";
    public const string ResultPathMatchFailure = "States.ResultPathMatchFailure";
    public const string ExceedToleratedFailureThreshold = "States.ExceedToleratedFailureThreshold";
    public const string ItemReaderFailed = "States.ItemReaderFailed";
    public const string ResultWriterFailed = "States.ResultWriterFailed";

    /// <summary>Whether a retrier or catcher with these names takes the failure.</summary>
    public static bool Matches(IReadOnlyList<string> errorEquals, StateFailure failure)
    {
        // Recorded on AWS: States.Runtime ends the execution even where a catcher names it.
        if (failure.IsFatal || failure.Error == Runtime) return false;
        foreach (string name in errorEquals)
        {
            switch (name)
            {
                case All:
                    return true;
                case TaskFailed when failure.Error != Timeout:
                case HeartbeatTimeout when failure.IsHeartbeatTimeout:
                    return true;
                default:
                    if (name == failure.Error) return true;
                    break;
            }
        }

        return false;
    }
}
