namespace LambdaLift.StatesLanguage;

/// <summary>A state fails: <see cref="Error"/> is what <c>ErrorEquals</c> compares, <see cref="Cause"/> is for people.</summary>
public sealed class StatesException : Exception
{
    /// <summary>The error of a path or a field that cannot be evaluated; no retrier or catcher sees it but by that name.</summary>
    public const string Runtime = "States.Runtime";

    /// <summary>The error of an intrinsic function.</summary>
    public const string IntrinsicFailure = "States.IntrinsicFailure";

    /// <summary>The error of a JSONata expression.</summary>
    public const string QueryEvaluationError = "States.QueryEvaluationError";

    /// <summary>The error of a payload template that cannot be filled.</summary>
    public const string ParameterPathFailure = "States.ParameterPathFailure";

    /// <summary>The error of a <c>ResultPath</c> that does not fit the input.</summary>
    public const string ResultPathMatchFailure = "States.ResultPathMatchFailure";

    /// <summary>Creates the failure.</summary>
    public StatesException(string error, string cause, Exception? inner = null)
        : base(error + ": " + cause, inner)
    {
        Error = error;
        Cause = cause;
    }

    /// <summary>The error name.</summary>
    public string Error { get; }

    /// <summary>The cause.</summary>
    public string Cause { get; }
}
