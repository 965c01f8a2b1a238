namespace LambdaLift.ServiceCatalogue;

/// <summary>An error of an operation as Step Functions names it and as the .NET SDK throws it.</summary>
/// <param name="ErrorName">The name for <c>ErrorEquals</c>, for example <c>DynamoDB.ConditionalCheckFailedException</c>.</param>
/// <param name="DotNetType">The full name of the exception class that the same failure is in .NET, for example
/// <c>Amazon.DynamoDBv2.Model.ConditionalCheckFailedException</c>; null where .NET throws nothing of the SDK's own.</param>
/// <param name="Shape">The modelled error; null for the fallback error, client-side failures and special names.</param>
/// <param name="IsTransient">Whether the SDKs retry it: throttling, timeouts, temporary failures.</param>
public sealed record ServiceError(string ErrorName, string? DotNetType, Shape? Shape, bool IsTransient)
{
    /// <summary>The <c>ErrorCode</c> of the exception in .NET; null where it has none that is modelled.</summary>
    public string? DotNetCode { get; init; }

    /// <summary>The exception's class without namespace, which is the error a Lambda function reports when it lets the exception pass.</summary>
    public string? DotNetName => DotNetType?.Substring(DotNetType.LastIndexOf('.') + 1);
}
