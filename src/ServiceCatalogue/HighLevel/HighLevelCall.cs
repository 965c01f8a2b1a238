namespace LambdaLift.ServiceCatalogue;

/// <summary>How a call of a higher-level library relates to the operation behind it.</summary>
public enum HighLevelFidelity
{
    /// <summary>One call of the operation, whose request follows from the arguments alone.</summary>
    OneCall,

    /// <summary>The operation page by page, until there is no more or the caller stops.</summary>
    Pages,

    /// <summary>One call if the content is small, else several; or content that only the function's file system has.</summary>
    DependsOnContent,
}

/// <summary>A method of a higher-level library as a view on an API operation.</summary>
/// <param name="Type">The library's class, full name; the interfaces of the same name with <c>I</c> or <c>IAsync</c> before it are meant too.</param>
/// <param name="Method">The method without <c>Async</c>.</param>
/// <param name="Operation">The operation that it calls.</param>
/// <param name="Fidelity">How faithfully one call of the operation stands for it.</param>
/// <param name="Note">What a conversion has to observe.</param>
public sealed record HighLevelCall(string Type, string Method, AwsOperation Operation, HighLevelFidelity Fidelity, string Note);

/// <summary>A method of <c>HttpClient</c> (or of its JSON extensions) as a view on the HTTP task.</summary>
/// <param name="Method">The method without <c>Async</c>.</param>
/// <param name="Verb">The HTTP method.</param>
/// <param name="SendsJson">Whether an argument is sent as JSON, the task's <c>RequestBody</c>; a content object (<c>PostAsync</c>) is not known to be JSON.</param>
/// <param name="ReturnsBody">Whether the method returns the body, which is the task's <c>ResponseBody</c>; otherwise it returns a response with status.</param>
/// <param name="ThrowsOnFailureStatus">Whether a failure status is an exception in .NET. The task always fails, with <c>States.Http.StatusCode.&lt;code&gt;</c>, so code
/// that looks at the status of a response must become a Catch.</param>
public sealed record HttpCall(string Method, string Verb, bool SendsJson, bool ReturnsBody, bool ThrowsOnFailureStatus);
