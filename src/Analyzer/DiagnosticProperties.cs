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
}

/// <summary>The values of <see cref="DiagnosticProperties.AwaitFix"/>.</summary>
public static class AwaitFixes
{
    /// <summary>The code is in an asynchronous method: an <c>await</c> does it.</summary>
    public const string Await = "Await";

    /// <summary>The code is in a handler that nothing else calls: it may become asynchronous.</summary>
    public const string MakeAsync = "MakeAsync";
}
