using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Frontend;

/// <summary>Tells the types that the frontend treats in a way of their own. Types are told by their full metadata name, never by assembly.</summary>
internal static class KnownTypes
{
    private const string PowertoolsParameters = "AWS.Lambda.Powertools.Parameters";

    /// <summary>The namespace-qualified name without type arguments: <c>System.Collections.Generic.List</c>.</summary>
    public static string FullName(this ISymbol symbol)
    {
        var name = symbol.Name;
        for (ISymbol? outer = symbol.ContainingSymbol; outer is not null; outer = outer.ContainingSymbol)
        {
            if (outer is INamespaceSymbol { IsGlobalNamespace: true } or IModuleSymbol or IAssemblySymbol)
                break;
            name = outer.Name + "." + name;
        }

        return name;
    }

    public static bool Is(this ITypeSymbol? type, string fullName) => type is not null && type.OriginalDefinition.FullName() == fullName;

    public static bool DerivesFrom(this ITypeSymbol? type, string fullName)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (t.Is(fullName))
                return true;
        }

        return false;
    }

    public static bool Implements(this ITypeSymbol type, string fullName) => type.Is(fullName) || type.AllInterfaces.Any(i => i.Is(fullName));

    /// <summary><c>Task</c>, <c>ValueTask</c>, with or without a result.</summary>
    public static bool IsTask(this ITypeSymbol? type) =>
        type.DerivesFrom("System.Threading.Tasks.Task") || type.Is("System.Threading.Tasks.ValueTask");

    /// <summary>The result type of a task type; null for one without.</summary>
    public static ITypeSymbol? TaskResult(this ITypeSymbol? type) => type is INamedTypeSymbol { TypeArguments: [var result] } && type.IsTask() ? result : null;

    public static bool IsException(this ITypeSymbol? type) => type.DerivesFrom("System.Exception");

    /// <summary>A client of the AWS SDK: its interface or its class.</summary>
    public static bool IsSdkClient(this ITypeSymbol? type) =>
        type is not null && (type.Implements("Amazon.Runtime.IAmazonService") || type.DerivesFrom("Amazon.Runtime.AmazonServiceClient"));

    /// <summary>A request class of the AWS SDK.</summary>
    public static bool IsSdkRequest(this ITypeSymbol? type) => type.DerivesFrom("Amazon.Runtime.AmazonWebServiceRequest");

    /// <summary>A response class of the AWS SDK.</summary>
    public static bool IsSdkResponse(this ITypeSymbol? type) => type.DerivesFrom("Amazon.Runtime.AmazonWebServiceResponse");

    /// <summary>A type of an SDK's <c>Model</c> namespace: requests, responses and what they hold; not its exceptions.</summary>
    public static bool IsSdkModel(this ITypeSymbol? type) =>
        type?.ContainingNamespace is { Name: "Model" } ns && ns.FullName().StartsWith("Amazon.", StringComparison.Ordinal) && !type.IsException();

    /// <summary>A class of an event or response of the packages <c>Amazon.Lambda.*Events</c>.</summary>
    public static bool IsLambdaEvent(this ITypeSymbol? type) =>
        type?.ContainingNamespace is { } ns && ns.FullName() is var name && name.StartsWith("Amazon.Lambda.", StringComparison.Ordinal) && name.Contains("Events");

    /// <summary>An SDK enumeration: a class of named string constants.</summary>
    public static bool IsSdkEnum(this ITypeSymbol? type) => type.DerivesFrom("Amazon.Runtime.ConstantClass");

    /// <summary>
    /// Streams, readers and byte arrays of UTF-8 text. The workflow holds the text itself, so going from one to the other is free.
    /// </summary>
    public static bool IsTextCarrier(this ITypeSymbol? type) =>
        type.DerivesFrom("System.IO.Stream")
        || type.DerivesFrom("System.IO.TextReader")
        || type.Is("System.Text.StringBuilder")
        || type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte };

    /// <summary>
    /// Values that take part in no observable behaviour: contexts, loggers, clients, cancellation tokens, serializer options.
    /// They are never lowered to expressions; what matters of them is found where they are made.
    /// </summary>
    public static bool IsOpaque(this ITypeSymbol? type) =>
        type is not null
        && (type.IsSdkClient()
            || IsLogging(type)
            || type.Is("Amazon.Lambda.Core.ILambdaContext")
            || type.Is("System.Threading.CancellationToken")
            || type.Is("System.Threading.CancellationTokenSource")
            || IsComposition(type)
            || IsPersistence(type)
            || IsTransferUtility(type)
            || IsParameterReader(type)
            || IsSecretCache(type)
            || type.Is("System.Net.Http.HttpClient")
            || type.Is("System.Net.Http.IHttpClientFactory")
            || IsConfiguration(type)
            || IsOptions(type)
            || type.Implements("Microsoft.Extensions.Configuration.IConfigurationBuilder")
            || type.Is("System.Threading.SemaphoreSlim")
            || type.Is("System.Diagnostics.Stopwatch")
            || type is { Name: "ResiliencePipeline", ContainingNamespace.Name: "Polly" }
            || type.Is("System.Threading.Tasks.ParallelOptions")
            || type.Is("System.Text.Json.JsonSerializerOptions")
            || type.Is("Newtonsoft.Json.JsonSerializerSettings")
            || type.Is("System.Text.Encoding"));

    /// <summary>The context of DynamoDB's object persistence model and the searches that it makes, and the tables of its document model with their searches.</summary>
    private static bool IsPersistence(ITypeSymbol type) => type.Name switch
    {
        "IDynamoDBContext" or "DynamoDBContext" or "IAsyncSearch" or "AsyncSearch" => type.ContainingNamespace.FullName() == "Amazon.DynamoDBv2.DataModel",
        "Table" or "ITable" or "TableBuilder" or "ITableBuilder" or "Search" or "ISearch" or "QueryFilter" or "ScanFilter" or "QueryOperationConfig" or "ScanOperationConfig" => type.ContainingNamespace.FullName() == "Amazon.DynamoDBv2.DocumentModel",
        _ => false,
    };

    /// <summary>S3's transfer utility and its configuration, which only says how content of many megabytes is sent.</summary>
    public static bool IsTransferUtility(this ITypeSymbol? type) =>
        type is { Name: "ITransferUtility" or "TransferUtility" or "TransferUtilityConfig" } && type.ContainingNamespace.FullName() == "Amazon.S3.Transfer";

    /// <summary>A provider of Powertools' parameters, or what is said of one read of it.</summary>
    public static bool IsParameterReader(this ITypeSymbol? type) =>
        type is { Name: "IParameterProvider" or "ParameterProvider" or "ISsmProvider" or "SsmProvider" or "ISecretsProvider" or "SecretsProvider" or "ParameterProviderConfigurationBuilder" or "SsmProviderConfigurationBuilder" }
        && type.ContainingNamespace.FullName().StartsWith(PowertoolsParameters, StringComparison.Ordinal);

    /// <summary>The class whose static properties are Powertools' providers.</summary>
    public static bool IsParametersManager(this ITypeSymbol? type) => type.Is(PowertoolsParameters + ".ParametersManager");

    /// <summary>The cache of Secrets Manager's secrets.</summary>
    public static bool IsSecretCache(this ITypeSymbol? type) =>
        type is { Name: "ISecretsManagerCache" or "SecretsManagerCache" } && type.ContainingNamespace.FullName() == "Amazon.SecretsManager.Extensions.Caching";

    /// <summary>The configuration and its sections.</summary>
    public static bool IsConfiguration(this ITypeSymbol? type) => type is not null && type.Implements("Microsoft.Extensions.Configuration.IConfiguration");

    /// <summary><c>IOptions&lt;T&gt;</c> and its kin.</summary>
    public static bool IsOptions(this ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "IOptions" or "IOptionsSnapshot" or "IOptionsMonitor" } && type.ContainingNamespace.FullName() == "Microsoft.Extensions.Options";

    /// <summary>Service containers, scopes and collections: what they give is found where it is registered.</summary>
    private static bool IsComposition(ITypeSymbol type) =>
        type.Implements("System.IServiceProvider")
        || type.Implements("Microsoft.Extensions.DependencyInjection.IServiceCollection")
        || type.Implements("Microsoft.Extensions.DependencyInjection.IServiceScope")
        || type.Is("Microsoft.Extensions.DependencyInjection.IServiceScopeFactory");

    /// <summary>Loggers: calls on them are not observable.</summary>
    public static bool IsLogging(this ITypeSymbol? type) =>
        type is not null
        && (type.Implements("Amazon.Lambda.Core.ILambdaLogger")
            || type.Is("Amazon.Lambda.Core.LambdaLogger")
            || type.Implements("Microsoft.Extensions.Logging.ILogger")
            || type.Implements("Microsoft.Extensions.Logging.ILoggerFactory")
            || type.Is("Microsoft.Extensions.Logging.LoggerFactoryExtensions")
            || type.Implements("Serilog.ILogger")
            || type.Is("Serilog.Log")
            || type.Is("AWS.Lambda.Powertools.Logging.Logger")
            || type.Is("AWS.Lambda.Powertools.Metrics.Metrics")
            || type.Is("AWS.Lambda.Powertools.Tracing.Tracing")
            || type.Is("Microsoft.Extensions.Logging.LoggerExtensions")
            || type.Is("System.Console")
            || type.Is("System.Diagnostics.Debug")
            || type.Is("System.Diagnostics.Trace"));

    public static bool IsNullable(this ITypeSymbol? type, out ITypeSymbol? underlying)
    {
        underlying = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var t] } ? t : null;
        return underlying is not null;
    }

    /// <summary>Whether default(T) is null.</summary>
    public static bool CanBeNull(this ITypeSymbol? type) => type is null || type.IsReferenceType || type.IsNullable(out _);

    /// <summary>The element type of an array or generic list; null for other types.</summary>
    public static ITypeSymbol? ElementType(this ITypeSymbol? type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return array.ElementType;
            case INamedTypeSymbol { SpecialType: not SpecialType.System_String } named when !named.IsDictionary():
                if (named.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)
                    return named.TypeArguments[0];
                return named.AllInterfaces.FirstOrDefault(i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)?.TypeArguments[0];
            default:
                return null;
        }
    }

    public static bool IsDictionary(this ITypeSymbol? type) =>
        type is INamedTypeSymbol named
        && (named.Is("System.Collections.Generic.IDictionary")
            || named.Is("System.Collections.Generic.IReadOnlyDictionary")
            || named.AllInterfaces.Any(i => i.Is("System.Collections.Generic.IDictionary") || i.Is("System.Collections.Generic.IReadOnlyDictionary")));

    /// <summary>A JSON document, or a part of one, that code reads member by member.</summary>
    public static bool IsJsonDocument(this ITypeSymbol? type) =>
        type.DerivesFrom("System.Text.Json.Nodes.JsonNode") || type.Is("System.Text.Json.JsonElement") || type.Is("System.Text.Json.JsonDocument") || type.DerivesFrom("Newtonsoft.Json.Linq.JToken");

    /// <summary>A collection that holds every value once.</summary>
    public static bool IsSet(this ITypeSymbol? type) => type is not null && (type.Implements("System.Collections.Generic.ISet") || type.Implements("System.Collections.Generic.IReadOnlySet"));

    public static bool IsArray(this ITypeSymbol? type) => type is IArrayTypeSymbol;

    /// <summary>The type of a dictionary's values.</summary>
    public static ITypeSymbol? DictionaryValue(this ITypeSymbol? type) => (type as INamedTypeSymbol) switch
    {
        { TypeArguments: [_, var value] } => value,
        { } named => named.AllInterfaces.FirstOrDefault(i => i.Is("System.Collections.Generic.IDictionary") || i.Is("System.Collections.Generic.IReadOnlyDictionary"))?.TypeArguments[1],
        _ => null,
    };

    public static bool IsInteger(this ITypeSymbol? type) => type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;

    public static bool IsFloating(this ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Double or SpecialType.System_Single;

    public static bool IsNumeric(this ITypeSymbol? type) => type.IsInteger() || type.IsFloating() || type?.SpecialType == SpecialType.System_Decimal;

    /// <summary>A point in time, or a nullable one.</summary>
    public static bool IsTime(this ITypeSymbol? type) => (type.IsNullable(out var underlying) ? underlying : type) is var t && (t.Is("System.DateTime") || t.Is("System.DateTimeOffset"));

    /// <summary>A duration, or a nullable one.</summary>
    public static bool IsDuration(this ITypeSymbol? type) => (type.IsNullable(out var underlying) ? underlying : type).Is("System.TimeSpan");

    public static bool IsString(this ITypeSymbol? type) => type?.SpecialType == SpecialType.System_String;

    public static bool IsBoolean(this ITypeSymbol? type) => type?.SpecialType == SpecialType.System_Boolean;
}
