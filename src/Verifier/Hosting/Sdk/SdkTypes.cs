namespace LambdaLift.Verifier.Hosting.Sdk;

/// <summary>Facts about types of the user's AWS SDK, recognised by name because each load context has its own.</summary>
internal static class SdkTypes
{
    public static bool IsConstantClass(Type type) => DerivesFrom(type, "Amazon.Runtime.ConstantClass");

    /// <summary>An exception that comes out of an SDK client: <c>AmazonServiceException</c> or <c>AmazonClientException</c>.</summary>
    public static bool IsSdkException(Type type) =>
        DerivesFrom(type, "Amazon.Runtime.AmazonServiceException") || DerivesFrom(type, "Amazon.Runtime.AmazonClientException");

    /// <summary><c>Amazon.DynamoDBv2</c> of <c>Amazon.DynamoDBv2.Model.PutItemRequest</c>.</summary>
    public static string ServiceNamespace(Type requestType)
    {
        var space = requestType.Namespace ?? "";
        return space.EndsWith(".Model", StringComparison.Ordinal) ? space[..^".Model".Length] : space;
    }

    /// <summary><c>PutItem</c> of <c>PutItemRequest</c>.</summary>
    public static string OperationName(Type requestType) =>
        requestType.Name.EndsWith("Request", StringComparison.Ordinal) ? requestType.Name[..^"Request".Length] : requestType.Name;

    /// <summary>The response type beside a request type, for calls that do not name it.</summary>
    public static Type ResponseType(Type requestType) =>
        requestType.Assembly.GetType($"{requestType.Namespace}.{OperationName(requestType)}Response")
        ?? throw new HostingException($"{requestType.FullName} has no response type of the usual name beside it.");

    public static bool DerivesFrom(Type type, string fullName)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.FullName == fullName) return true;
        }

        return false;
    }
}
