using System.Diagnostics.CodeAnalysis;
using LambdaLift.ServiceCatalogue.Storage;

namespace LambdaLift.ServiceCatalogue;

/// <summary>
/// Every AWS service with its operations, as the service's API, the AWS SDK for .NET, and AWS Step Functions see them.
/// Opening it reads names only; a service's operations and shapes are read when they are first used.
/// </summary>
public sealed class AwsCatalogue
{
    private static readonly Lazy<AwsCatalogue> LazyDefault = new(() => new AwsCatalogue(CatalogueContainer.Embedded("catalogue.bin")));

    private readonly Dictionary<string, AwsService> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, AwsService> _bySdkName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<AwsService>> _byNamespace = new(StringComparer.Ordinal);

    private readonly Lazy<IntegrationTable> _integrations;
    private readonly Lazy<IamTable> _iam;

    internal AwsCatalogue(CatalogueContainer container)
    {
        _integrations = new Lazy<IntegrationTable>(() => new IntegrationTable(this, container.Read(CatalogueEntries.Integrations)));
        _iam = new Lazy<IamTable>(() => new IamTable(container.Read(CatalogueEntries.Iam)));
        var services = new List<AwsService>();
        foreach (var entry in ServiceIndexEntry.ReadAll(container.Read(CatalogueEntries.Index)))
        {
            var service = new AwsService(entry, this, s => Load(container, s));
            services.Add(service);
            Register(service);
        }
        Services = services;
    }

    /// <summary>The catalogue that this library carries.</summary>
    public static AwsCatalogue Default => LazyDefault.Value;

    /// <summary>All services, ordered by id.</summary>
    public IReadOnlyList<AwsService> Services { get; }

    /// <summary>All optimized integrations.</summary>
    public IEnumerable<StepFunctionsIntegration> OptimizedIntegrations => IntegrationTable.All.Select(i => i.Value);

    internal IntegrationTable IntegrationTable => _integrations.Value;

    internal IamTable IamTable => _iam.Value;

    /// <summary>The service with the given catalogue id (<c>logs</c>) or name in <c>aws-sdk</c> resources (<c>cloudwatchlogs</c>); case does not count. Null when there is none.</summary>
    public AwsService? FindService(string name) =>
        _byId.TryGetValue(name, out var service) || _bySdkName.TryGetValue(name, out service) ? service : null;

    /// <summary>
    /// The service that a .NET type belongs to, by full metadata name: client (<c>Amazon.DynamoDBv2.AmazonDynamoDBClient</c>), interface, class of the
    /// <c>Model</c> namespace, enum, paginator, or the namespace itself. Null when no service has that namespace.
    /// </summary>
    public AwsService? FindServiceOfDotNetType(string fullName)
    {
        for (var name = fullName; name.Length > 0;)
        {
            if (_byNamespace.TryGetValue(name, out var candidates))
                return candidates.Count == 1 ? candidates[0] : Owner(candidates, fullName);
            var dot = name.LastIndexOf('.');
            name = dot < 0 ? "" : name.Substring(0, dot);
        }
        return null;
    }

    /// <summary>The operation behind a method of a .NET client, interface or paginator factory; null when the type or the method is none of the SDK's.</summary>
    /// <param name="dotNetType">Full metadata name of the type that declares the method.</param>
    /// <param name="methodName">The method's name, with or without <c>Async</c>.</param>
    public AwsOperation? FindOperation(string dotNetType, string methodName) => FindServiceOfDotNetType(dotNetType)?.DotNet.FindOperation(methodName);

    /// <summary>The operation with the given id, <c>service:Operation</c> (<c>dynamodb:PutItem</c>); null when there is none.</summary>
    public AwsOperation? FindOperation(string id)
    {
        var colon = id.IndexOf(':');
        return colon < 0 ? null : FindService(id.Substring(0, colon))?.FindOperation(id.Substring(colon + 1));
    }

    /// <summary>The class with the given full name (<c>Amazon.DynamoDBv2.Model.PutItemRequest</c>); null when the SDK has none.</summary>
    public DotNetClass? FindClass(string fullName)
    {
        var dot = fullName.LastIndexOf('.');
        return dot < 0 ? null : FindServiceOfDotNetType(fullName)?.DotNet.FindClass(fullName.Substring(dot + 1));
    }

    /// <summary>Recognises the <c>Resource</c> of a Task state.</summary>
    /// <param name="resource">The ARN.</param>
    /// <param name="result">What it names.</param>
    /// <param name="problem">One sentence that says why it is not recognised.</param>
    public bool TryParseResource(string resource, [NotNullWhen(true)] out TaskResource? result, [NotNullWhen(false)] out string? problem) =>
        TaskResource.TryParse(this, resource, out result, out problem);

    internal AwsService? FindServiceBySdkName(string name) => _bySdkName.TryGetValue(name, out var service) && service.SdkIntegration.Name == name ? service : null;

    private static ServiceModel Load(CatalogueContainer container, AwsService service) =>
        service.OperationCount == 0 ? ServiceModel.Empty : ServiceBlobReader.Read(service, container.Read(CatalogueEntries.Service(service.Id)));

    // Two models share Amazon.PinpointSMSVoice, and version 3 has DynamoDB Streams beside DynamoDB: the client decides, else who has the class.
    private static AwsService Owner(List<AwsService> candidates, string fullName)
    {
        var simple = fullName.Substring(fullName.LastIndexOf('.') + 1);
        return candidates.FirstOrDefault(c => HasClient(c, fullName, simple)) ?? candidates.FirstOrDefault(c => c.DotNet.FindClass(simple) is not null) ?? candidates[0];
    }

    private static bool HasClient(AwsService service, string fullName, string simple) =>
        service.DotNet.ClientName == simple
        || service.DotNet.InterfaceName == simple
        || service.DotNet.OtherClientTypes.Any(t => t == fullName || t.EndsWith("." + simple.Substring(1) + "Client", StringComparison.Ordinal));

    private void Register(AwsService service)
    {
        _byId.Add(service.Id, service);
        if (service.SdkIntegration.Name.Length > 0)
            _bySdkName[service.SdkIntegration.Name] = service;
        if (service.DotNet.Namespace.Length == 0)
            return;
        RegisterNamespace(service, service.DotNet.Namespace, isCurrent: true);
        foreach (var client in service.DotNet.OtherClientTypes)
            RegisterNamespace(service, client.Substring(0, client.LastIndexOf('.')), isCurrent: false);
    }

    private void RegisterNamespace(AwsService service, string ns, bool isCurrent)
    {
        if (!_byNamespace.TryGetValue(ns, out var list))
            _byNamespace.Add(ns, list = new List<AwsService>(1));
        // What Step Functions offers comes first.
        list.Insert(service.SdkIntegration.IsDocumented && isCurrent ? 0 : list.Count, service);
    }
}
