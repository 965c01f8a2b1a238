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
    private const string Parameters = MetadataNames.PowertoolsParameters;

    // Powertools' providers declare their reads in a common base.
    private static readonly Dictionary<string, (string Service, string One, string? Many)> Providers = new(StringComparer.Ordinal)
    {
        ["SsmProvider"] = ("Amazon.SimpleSystemsManagement", "GetParameter", "GetParametersByPath"),
        ["SsmProviderConfigurationBuilder"] = ("Amazon.SimpleSystemsManagement", "GetParameter", "GetParametersByPath"),
        ["SecretsProvider"] = ("Amazon.SecretsManager", "GetSecretValue", null),
    };

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
        ["Amazon.SecretsManager.Extensions.Caching.ISecretsManagerCache"] = ("Amazon.SecretsManager", new(StringComparer.Ordinal)
        {
            ["GetSecretString"] = "GetSecretValue",
            ["GetSecretBinary"] = "GetSecretValue",
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
        if (declaring.IsBelowNamespace(MetadataNames.PowertoolsNamespace))
        {
            return TryRecognizeParameters(invocation, declaring);
        }

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

    // provider.WithDecryption().GetAsync(name): the provider at the beginning says which service is asked.
    private static ServiceCallSite? TryRecognizeParameters(IInvocationOperation invocation, INamedTypeSymbol declaring)
    {
        var name = WithoutAsync(invocation.TargetMethod.Name);
        if (name is not ("Get" or "GetMultiple") || !declaring.NamespaceName().StartsWith(Parameters, StringComparison.Ordinal))
        {
            return null;
        }

        for (var source = invocation.Instance; source is not null; source = (source.UnwrapConversions() as IInvocationOperation) is { } step ? step.Instance ?? step.Arguments.FirstOrDefault()?.Value : null)
        {
            if (source.Type is { } type && type.NamespaceName().StartsWith(Parameters, StringComparison.Ordinal) && Providers.TryGetValue(ClassName(type), out var provider))
            {
                return (name == "Get" ? provider.One : provider.Many) is { } operation
                    ? new ServiceCallSite(invocation, declaring, provider.Service, operation, ServiceCallKind.HighLevel)
                    : null;
            }
        }

        return null;
    }

    private static string ClassName(ITypeSymbol type) => type.TypeKind == TypeKind.Interface ? type.Name.TrimStart('I') : type.Name;

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
