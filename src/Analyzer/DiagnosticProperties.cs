namespace LambdaLift.Analyzer;

/// <summary>Keys of the facts that a diagnostic carries to its fix, so that they are not computed twice.</summary>
public static class DiagnosticProperties
{
    /// <summary>The handler string of the handler that reaches the code.</summary>
    public const string Handler = "Handler";

    /// <summary>The name of the function that is invoked, as the message shows it.</summary>
    public const string Callee = "Callee";

    /// <summary>Whether the response is used: <c>Yes</c>, <c>No</c> or <c>Unknown</c>.</summary>
    public const string ResultUsed = "ResultUsed";

    /// <summary>How the code may become an await: one of <see cref="AwaitFixes"/>; missing when not by a local change.</summary>
    public const string AwaitFix = "AwaitFix";

    /// <summary>The handler strings of all handlers that reach the method around the code, separated by semicolons.</summary>
    public const string Handlers = "Handlers";

    /// <summary>The name that the handler's state machine has: <c>Name.asl.json</c> is its definition's file.</summary>
    public const string StateMachine = "StateMachine";

    /// <summary>How the handler's serializer names members: one of <see cref="PayloadNames"/>; missing for one that is not known.</summary>
    public const string PayloadNames = "PayloadNames";

    /// <summary>How often the retry repeats the call at most, before its last error is thrown; missing when the loop is not understood wholly.</summary>
    public const string MaxRetries = "MaxRetries";

    /// <summary>The full metadata names of the errors after which the retry repeats the call, separated by semicolons.</summary>
    public const string RetriedErrors = "RetriedErrors";

    /// <summary>How the waits of the retry grow, one of <c>RetryDelayKind</c>.</summary>
    public const string RetryDelayKind = "RetryDelayKind";

    /// <summary>The first wait of the retry in milliseconds.</summary>
    public const string RetryDelay = "RetryDelay";

    /// <summary>Whether the retry's waits have a random part: <c>Yes</c> or <c>No</c>.</summary>
    public const string RetryJitter = "RetryJitter";

    /// <summary>Whether the SDK itself retries all of the errors, and the retry holds one call alone: <c>Yes</c> or <c>No</c>.</summary>
    public const string SdkRetries = "SdkRetries";

    /// <summary>The locals that only count and time the retry, by name, separated by semicolons.</summary>
    public const string RetryLocals = "RetryLocals";

    /// <summary>How many statements from the reported one on may run side by side.</summary>
    public const string Count = "Count";
}

/// <summary>The values of <see cref="DiagnosticProperties.PayloadNames"/>.</summary>
public static class PayloadNames
{
    /// <summary>Members are named as they are declared.</summary>
    public const string AsDeclared = "AsDeclared";

    /// <summary>Members are named in camel case.</summary>
    public const string CamelCase = "CamelCase";
}

/// <summary>The values of <see cref="DiagnosticProperties.AwaitFix"/>.</summary>
public static class AwaitFixes
{
    /// <summary>The code is in an asynchronous method: an <c>await</c> does it.</summary>
    public const string Await = "Await";

    /// <summary>The method around the code must become asynchronous, and with it those that call it.</summary>
    public const string MakeAsync = "MakeAsync";
}
