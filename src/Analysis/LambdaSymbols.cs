using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Analysis;

/// <summary>
/// The symbols of the Lambda libraries and the AWS SDK that a compilation knows. Created once per compilation; null when there are none,
/// and then no rule registers anything.
/// </summary>
public sealed class LambdaSymbols
{
    private readonly ConcurrentDictionary<ITypeSymbol, ServiceClient?> _clients = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _requests = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _responses = new(SymbolEqualityComparer.Default);

    private LambdaSymbols(Compilation compilation)
    {
        Compilation = compilation;
        LambdaContext = Find(compilation, MetadataNames.LambdaContext);
        LambdaSerializerAttribute = Find(compilation, MetadataNames.LambdaSerializerAttribute);
        LambdaFunctionAttribute = Find(compilation, MetadataNames.LambdaFunctionAttribute);
        LambdaBootstrapBuilder = Find(compilation, MetadataNames.LambdaBootstrapBuilder);
        HandlerWrapper = Find(compilation, MetadataNames.HandlerWrapper);
        ServiceInterface = Find(compilation, MetadataNames.ServiceInterface);
        ServiceClientBase = Find(compilation, MetadataNames.ServiceClientBase);
        IsTestProject = MetadataNames.TestFrameworkMarkers.Any(name => Find(compilation, name) is not null);
    }

    /// <summary>The compilation that the symbols belong to.</summary>
    public Compilation Compilation { get; }

    /// <summary><c>Amazon.Lambda.Core.ILambdaContext</c>.</summary>
    public INamedTypeSymbol? LambdaContext { get; }

    /// <summary><c>Amazon.Lambda.Core.LambdaSerializerAttribute</c>.</summary>
    public INamedTypeSymbol? LambdaSerializerAttribute { get; }

    /// <summary><c>Amazon.Lambda.Annotations.LambdaFunctionAttribute</c>.</summary>
    public INamedTypeSymbol? LambdaFunctionAttribute { get; }

    /// <summary><c>Amazon.Lambda.RuntimeSupport.LambdaBootstrapBuilder</c>, the entry of executables with top-level statements.</summary>
    public INamedTypeSymbol? LambdaBootstrapBuilder { get; }

    /// <summary><c>Amazon.Lambda.RuntimeSupport.HandlerWrapper</c>, the older form of the bootstrap.</summary>
    public INamedTypeSymbol? HandlerWrapper { get; }

    /// <summary><c>Amazon.Runtime.IAmazonService</c>, implemented by every SDK client interface.</summary>
    public INamedTypeSymbol? ServiceInterface { get; }

    /// <summary><c>Amazon.Runtime.AmazonServiceClient</c>, base of every SDK client.</summary>
    public INamedTypeSymbol? ServiceClientBase { get; }

    /// <summary>Whether the project references a test framework; its handlers and invokes are test equipment, so rules stay quiet.</summary>
    public bool IsTestProject { get; }

    /// <summary>Whether the compilation can hold a Lambda handler.</summary>
    public bool HasLambda =>
        LambdaContext is not null || LambdaSerializerAttribute is not null || LambdaFunctionAttribute is not null || LambdaBootstrapBuilder is not null;

    /// <summary>Whether the compilation can hold an AWS SDK call.</summary>
    public bool HasSdk => ServiceInterface is not null || ServiceClientBase is not null;

    /// <summary>The symbols, or null when the compilation knows neither Lambda nor the AWS SDK.</summary>
    public static LambdaSymbols? TryCreate(Compilation compilation)
    {
        // One look-up, which the compiler needs too, settles it for code that has nothing to do with AWS.
        if (!compilation.GlobalNamespace.GetMembers(MetadataNames.SdkNamespace).Any())
        {
            return null;
        }

        var symbols = new LambdaSymbols(compilation);
        return symbols.HasLambda || symbols.HasSdk ? symbols : null;
    }

    /// <summary>Whether the type is <c>ILambdaContext</c>, wherever that was declared.</summary>
    public bool IsLambdaContext(ITypeSymbol type) => LambdaContext is not null && type.HasMetadataName(MetadataNames.LambdaContext);

    /// <summary>
    /// The SDK client that a value of this type is: the type itself, or the nearest SDK type that a user's class or interface extends.
    /// Null for anything else.
    /// </summary>
    public ServiceClient? GetServiceClient(ITypeSymbol type) => HasSdk ? _clients.GetOrAdd(type, static t => FindServiceClient(t)) : null;

    /// <summary>Whether the type is the request of some operation.</summary>
    public bool IsRequest(ITypeSymbol type) => _requests.GetOrAdd(type, static t => t.IsOrInherits(MetadataNames.ServiceRequestBase));

    /// <summary>Whether the type is the response of some operation.</summary>
    public bool IsResponse(ITypeSymbol type) => _responses.GetOrAdd(type, static t => t.IsOrInherits(MetadataNames.ServiceResponseBase));

    private static ServiceClient? FindServiceClient(ITypeSymbol type)
    {
        if (type is ITypeParameterSymbol parameter)
        {
            return parameter.ConstraintTypes.Select(FindServiceClient).FirstOrDefault(c => c is not null);
        }

        if (!type.IsOrInherits(MetadataNames.ServiceInterface) && !type.IsOrInherits(MetadataNames.ServiceClientBase))
        {
            return null;
        }

        foreach (var candidate in type.SelfAndBaseTypes().Concat(type.AllInterfaces))
        {
            var ns = candidate.NamespaceName();
            if (ns.StartsWith("Amazon.", StringComparison.Ordinal) && !ns.StartsWith("Amazon.Runtime", StringComparison.Ordinal))
            {
                return new ServiceClient(candidate, ns);
            }
        }

        return null;
    }

    private static INamedTypeSymbol? Find(Compilation compilation, string metadataName) =>
        compilation.GetTypeByMetadataName(metadataName) ?? compilation.GetTypesByMetadataName(metadataName).FirstOrDefault();
}

/// <summary>An SDK client type.</summary>
/// <param name="Type">The SDK's interface or class, such as <c>IAmazonDynamoDB</c>.</param>
/// <param name="ServiceNamespace">Its namespace, such as <c>Amazon.DynamoDBv2</c>, which identifies the service.</param>
public sealed record ServiceClient(INamedTypeSymbol Type, string ServiceNamespace);
