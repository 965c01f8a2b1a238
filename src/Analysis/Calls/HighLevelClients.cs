using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analysis.Calls;

/// <summary>
/// The SDK's high-level libraries: which operation each of their methods sends. Source: the .NET developer guide's pages on the DynamoDB object
/// persistence model, the document model and the S3 transfer utility.
/// </summary>
internal static class HighLevelClients
{
    private const string DynamoDb = "Amazon.DynamoDBv2";
    private const string S3 = "Amazon.S3";

    private static readonly Dictionary<string, (string Service, Dictionary<string, string> Operations)> Libraries = new(StringComparer.Ordinal)
    {
        ["Amazon.DynamoDBv2.DataModel.IDynamoDBContext"] = (DynamoDb, new(StringComparer.Ordinal)
        {
            ["Load"] = "GetItem",
            ["Save"] = "UpdateItem",
            ["Delete"] = "DeleteItem",
            ["Query"] = "Query",
            ["FromQuery"] = "Query",
            ["Scan"] = "Scan",
            ["FromScan"] = "Scan",
            ["ExecuteBatchGet"] = "BatchGetItem",
            ["ExecuteBatchWrite"] = "BatchWriteItem",
            ["ExecuteTransactGet"] = "TransactGetItems",
            ["ExecuteTransactWrite"] = "TransactWriteItems",
        }),
        ["Amazon.DynamoDBv2.DocumentModel.Table"] = (DynamoDb, new(StringComparer.Ordinal)
        {
            ["GetItem"] = "GetItem",
            ["PutItem"] = "PutItem",
            ["UpdateItem"] = "UpdateItem",
            ["DeleteItem"] = "DeleteItem",
            ["Query"] = "Query",
            ["Scan"] = "Scan",
        }),
        ["Amazon.S3.Transfer.ITransferUtility"] = (S3, new(StringComparer.Ordinal)
        {
            ["Upload"] = "PutObject",
            ["Download"] = "GetObject",
            ["OpenStream"] = "GetObject",
        }),
    };

    public static ServiceCallSite? TryRecognize(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        var declaring = method.ContainingType.OriginalDefinition;
        foreach (var library in Libraries)
        {
            if (!IsLibraryType(declaring, library.Key))
            {
                continue;
            }

            return library.Value.Operations.TryGetValue(WithoutAsync(method.Name), out var operation)
                ? new ServiceCallSite(invocation, declaring, library.Value.Service, operation, ServiceCallKind.HighLevel)
                : null;
        }

        return null;
    }

    /// <summary>The names of those members of the type that send something; empty for a type that belongs to no library.</summary>
    public static IEnumerable<string> MethodNamesOf(INamedTypeSymbol type)
    {
        foreach (var library in Libraries)
        {
            if (IsLibraryType(type, library.Key))
            {
                return type.MemberNames.Where(n => library.Value.Operations.ContainsKey(WithoutAsync(n)));
            }
        }

        return [];
    }

    private static string WithoutAsync(string name) =>
        name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Async".Length) : name;

    // SDK v4 splits the interface (IAsyncDynamoDBContext…) and adds ITable; v3 has the class only.
    private static bool IsLibraryType(INamedTypeSymbol type, string name)
    {
        var lastDot = name.LastIndexOf('.');
        return type.Name.TrimStart('I') == name.Substring(lastDot + 1).TrimStart('I') && type.NamespaceName() == name.Substring(0, lastDot);
    }
}
