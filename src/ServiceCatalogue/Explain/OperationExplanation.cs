namespace LambdaLift.ServiceCatalogue;

/// <summary>What becomes of a call to an AWS operation: the answer to <c>lambdalift explain dynamodb:PutItem</c>.</summary>
/// <param name="Name">The operation's id, or <c>service:action</c> as the resource has it.</param>
/// <param name="Operation">The operation; null for an integration that is none of a service model (<c>http:invoke</c>).</param>
/// <param name="DotNetMethods">The methods of the .NET client, with their parameters.</param>
/// <param name="Views">The methods of higher-level libraries that call the operation; for the HTTP task those of <c>HttpClient</c>.</param>
/// <param name="Integrations">The integrations, the preferred one first; empty when Step Functions cannot call the operation.</param>
/// <param name="Refusal">Why there is no generic integration; null when there is one.</param>
public sealed record OperationExplanation(
    string Name,
    AwsOperation? Operation,
    IReadOnlyList<string> DotNetMethods,
    IReadOnlyList<ViewExplanation> Views,
    IReadOnlyList<IntegrationExplanation> Integrations,
    string? Refusal);

/// <summary>A method of a higher-level library.</summary>
/// <param name="Type">Full metadata name of the class.</param>
/// <param name="Method">The method without <c>Async</c>.</param>
/// <param name="Fidelity">How faithfully one call stands for it.</param>
/// <param name="Note">What a conversion has to observe.</param>
public sealed record ViewExplanation(string Type, string Method, HighLevelFidelity Fidelity, string Note);

/// <summary>One way to call the operation from a state machine.</summary>
/// <param name="Integration">The integration.</param>
/// <param name="Patterns">The resources of its patterns.</param>
/// <param name="Parameters">The parameters at the top level.</param>
/// <param name="Result">The fields of the result at the top level.</param>
/// <param name="Errors">The errors of the task.</param>
/// <param name="Permissions">The permissions that the state machine's role needs for the request-response pattern.</param>
/// <param name="Notes">What else is to know.</param>
public sealed record IntegrationExplanation(
    StepFunctionsIntegration Integration,
    IReadOnlyList<string> Patterns,
    IReadOnlyList<FieldExplanation> Parameters,
    IReadOnlyList<FieldExplanation> Result,
    IReadOnlyList<ServiceError> Errors,
    IReadOnlyList<IamStatement> Permissions,
    IReadOnlyList<string> Notes);

/// <summary>A parameter or a field of a result.</summary>
/// <param name="Name">The name in Step Functions.</param>
/// <param name="ApiName">The name in the API.</param>
/// <param name="DotNetName">The property in .NET, or null where there is none.</param>
/// <param name="Type">The type.</param>
/// <param name="IsRequired">Whether it must be there.</param>
/// <param name="Form">How its value is written.</param>
/// <param name="Note">What else is to know, or null.</param>
public sealed record FieldExplanation(string Name, string ApiName, string? DotNetName, string Type, bool IsRequired, ValueForm Form, string? Note);
