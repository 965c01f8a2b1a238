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

            var name = method.Name.EndsWith("Async", StringComparison.Ordinal) ? method.Name.Substring(0, method.Name.Length - "Async".Length) : method.Name;
            return library.Value.Operations.TryGetValue(name, out var operation)
                ? new ServiceCallSite(invocation, declaring, library.Value.Service, operation, ServiceCallKind.HighLevel)
                : null;
        }

        return null;
    }

    // SDK v4 splits the interface (IAsyncDynamoDBContext…) and adds ITable; v3 has the class only.
    private static bool IsLibraryType(INamedTypeSymbol type, string name)
    {
        var lastDot = name.LastIndexOf('.');
        return type.NamespaceName() == name.Substring(0, lastDot) && type.Name.TrimStart('I') == name.Substring(lastDot + 1).TrimStart('I');
    }
}
