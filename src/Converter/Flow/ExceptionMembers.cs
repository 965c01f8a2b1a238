namespace LambdaLift.Converter.Flow;

/// <summary>What state holds of an exception, as members of its variable.</summary>
internal static class ExceptionMembers
{
    /// <summary>The name of the .NET exception's type: the error name without the prefix of an integration.</summary>
    public const string TypeName = "Error";

    /// <summary>The error name as Step Functions reports it.</summary>
    public const string ErrorName = "ErrorName";

    /// <summary>The exception that caused it.</summary>
    public const string Inner = "Inner";

    /// <summary>The properties of the code's own that the exception has, as an object; only of one that is thrown in the same state machine.</summary>
    public const string Own = "Own";

    /// <summary>The service's code of the error; only comparisons with constants can be decided.</summary>
    public const string Code = "ErrorCode";

    /// <summary>The status of the HTTP answer that is thrown; only comparisons with constants can be decided.</summary>
    public const string Status = "StatusCode";

    /// <summary>The HTTP status of a service's answer that is thrown; only comparisons with constants can be decided.</summary>
    public const string ServiceStatus = "ServiceStatusCode";

    /// <summary>The message: Step Functions' cause.</summary>
    public const string Message = "Message";
}
