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
