using System.Runtime.CompilerServices;
using LambdaLift.Analysis.Services;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analysis.Calls;

/// <summary>How a service call is written.</summary>
public enum ServiceCallKind
{
    /// <summary>A client method that takes the operation's request, or a convenience overload of it.</summary>
    Operation,

    /// <summary><c>client.Paginators.Xxx(request)</c>: the operation, page by page.</summary>
    Paginator,

    /// <summary>A method of a high-level library (DynamoDB object persistence or document model, S3 transfer) that sends that operation.</summary>
    HighLevel,
}

/// <summary>One place in source where an AWS service is called. The one definition that rules, scan and converter share.</summary>
/// <param name="Invocation">The call.</param>
/// <param name="ClientType">The SDK type that is called, such as <c>IAmazonLambda</c>.</param>
/// <param name="ServiceNamespace">The SDK's namespace of the service, such as <c>Amazon.Lambda</c>.</param>
/// <param name="OperationName">The operation as the SDK names it, without <c>Async</c>, such as <c>Invoke</c>.</param>
/// <param name="Kind">How it is written.</param>
public sealed record ServiceCallSite(
    IInvocationOperation Invocation, INamedTypeSymbol ClientType, string ServiceNamespace, string OperationName, ServiceCallKind Kind)
{
    private string? _serviceName;
    private string? _displayName;

    /// <summary>The request object's argument; null for a convenience overload.</summary>
    public IOperation? Request { get; init; }

    /// <summary>The request's type; null for a convenience overload.</summary>
    public INamedTypeSymbol? RequestType { get; init; }

    /// <summary>Whether the call is on the Lambda client and runs a function: <c>Invoke</c> or <c>InvokeWithResponseStream</c>.</summary>
    public bool IsLambdaInvoke =>
        ServiceNamespace == MetadataNames.LambdaNamespace && OperationName is "Invoke" or "InvokeWithResponseStream";

    /// <summary>Whether the call reports to a state machine that waits for it (<c>SendTask…</c>), or asks it for work.</summary>
    public bool IsStateMachineCallback =>
        ServiceNamespace == MetadataNames.StepFunctionsNamespace && OperationName is "SendTaskSuccess" or "SendTaskFailure" or "SendTaskHeartbeat" or "GetActivityTask";

    /// <summary>Whether the call returns a task.</summary>
    public bool IsAsync => Invocation.TargetMethod.ReturnType.IsTask();

    /// <summary>The service's short name for people: <c>DynamoDB</c> for <c>Amazon.DynamoDBv2</c>.</summary>
    public string ServiceName => _serviceName ??= ShortServiceName(ServiceNamespace);

    /// <summary>The name that <c>lambdalift explain</c> takes, <c>dynamodb:PutItem</c>; null for a service that the catalogue does not know.</summary>
    public string? ExplainName => ServiceNames.CatalogueId(ServiceNamespace) is { } id ? $"{id}:{OperationName}" : null;

    /// <summary><c>DynamoDB:PutItem</c>.</summary>
    public string DisplayName => _displayName ??= $"{ServiceName}:{OperationName}";

    /// <summary>By identity of the invocation: one place in source is one site.</summary>
    public bool Equals(ServiceCallSite? other) => ReferenceEquals(Invocation, other?.Invocation);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(Invocation);

    /// <summary>The name for people of a service whose SDK namespace is <paramref name="serviceNamespace"/>.</summary>
    public static string ShortServiceName(string serviceNamespace) => serviceNamespace switch
    {
        "Amazon.DynamoDBv2" => "DynamoDB",
        "Amazon.SimpleNotificationService" => "SNS",
        "Amazon.SimpleEmail" or "Amazon.SimpleEmailV2" => "SES",
        "Amazon.SimpleSystemsManagement" => "SSM",
        "Amazon.SecurityToken" => "STS",
        _ => serviceNamespace.Substring(serviceNamespace.LastIndexOf('.') + 1),
    };
}
