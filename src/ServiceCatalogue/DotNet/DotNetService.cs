using LambdaLift.ServiceCatalogue.Storage;

namespace LambdaLift.ServiceCatalogue;

/// <summary>How the AWS SDK for .NET offers a service: its names, its operations, and the classes of its <c>Model</c> namespace.</summary>
public sealed class DotNetService
{
    private readonly AwsService _service;
    private readonly Lazy<ClassIndex> _classes;

    internal DotNetService(AwsService service, ServiceIndexEntry entry)
    {
        _service = service;
        Namespace = entry.Namespace;
        ClientName = entry.Client;
        Package = entry.Package;
        OtherClientTypes = entry.OtherClients;
        IsConfirmed = entry.IsDotNetConfirmed;
        _classes = new Lazy<ClassIndex>(() => new ClassIndex(service));
    }

    /// <summary>The namespace of client and enums, for example <c>Amazon.DynamoDBv2</c>; request classes are in its <c>Model</c>.</summary>
    public string Namespace { get; }

    /// <summary>Full names of further clients of the same API, of older SDK versions and of renamed packages (<c>Amazon.CloudWatchEvents.AmazonCloudWatchEventsClient</c>).</summary>
    public IReadOnlyList<string> OtherClientTypes { get; }

    /// <summary>The client class without namespace, for example <c>AmazonDynamoDBClient</c>.</summary>
    public string ClientName { get; }

    /// <summary>The client interface without namespace, for example <c>IAmazonDynamoDB</c>.</summary>
    public string InterfaceName => "I" + BaseName;

    /// <summary>The full name of the client class.</summary>
    public string ClientType => Namespace + "." + ClientName;

    /// <summary>The full name of the client interface.</summary>
    public string InterfaceType => Namespace + "." + InterfaceName;

    /// <summary>The base class of the service's exceptions without namespace, for example <c>AmazonDynamoDBException</c>; it is in <see cref="Namespace"/>.</summary>
    public string BaseExceptionName => BaseName + "Exception";

    /// <summary>The full name of the base class of the service's exceptions.</summary>
    public string BaseExceptionType => Namespace + "." + BaseExceptionName;

    /// <summary>The NuGet package.</summary>
    public string Package { get; }

    /// <summary>Whether the names were seen in a released SDK or its sources; otherwise they follow the naming rule.</summary>
    public bool IsConfirmed { get; }

    /// <summary>The namespace of request, response, structure and exception classes.</summary>
    public string ModelNamespace => Namespace + ".Model";

    private string BaseName => ClientName.Substring(0, ClientName.Length - "Client".Length);

    /// <summary>
    /// The operation behind a method of the client, its interface, or its paginator factory: <c>PutItemAsync</c>, <c>PutItem</c>. Null when there is none.
    /// </summary>
    public AwsOperation? FindOperation(string methodName)
    {
        const string suffix = "Async";
        var operations = _classes.Value.Operations;
        // Lambda has an operation InvokeAsync, whose method is InvokeAsyncAsync: the suffix goes first.
        if (methodName.EndsWith(suffix, StringComparison.Ordinal)
            && operations.TryGetValue(methodName.Substring(0, methodName.Length - suffix.Length), out var asynchronous))
            return asynchronous;
        return operations.TryGetValue(methodName, out var synchronous) ? synchronous : null;
    }

    /// <summary>The class of the given name without namespace: a request, response, structure or exception. Null when there is none.</summary>
    public DotNetClass? FindClass(string className) => _classes.Value.Find(className);

    /// <summary>The class of a structure that members refer to.</summary>
    /// <exception cref="ArgumentException">The shape is not a structure.</exception>
    public DotNetClass ClassOf(Shape structure)
    {
        if (structure.Kind != ShapeKind.Structure)
            throw new ArgumentException($"'{structure}' is not a structure.", nameof(structure));
        return structure.IsError ? _classes.Value.Exception(structure) : _classes.Value.Structure(structure);
    }

    /// <summary>All classes: requests, responses, structures that members refer to, and exceptions.</summary>
    public IEnumerable<DotNetClass> Classes => _classes.Value.All;

    /// <summary>The reason why the SDK has no method for an operation of the model, or null when it has one.</summary>
    public string? ReasonForAbsence(AwsOperation operation) =>
        _service.Model.DotNet.AbsentOperations.TryGetValue(operation.Name, out var reason) ? reason : null;

    /// <summary>The class of an enum (in <see cref="Namespace"/>) by the naming rule and the service's exceptions from it.</summary>
    public string EnumName(Shape enumeration) => ClassIndex.NameOf(_service, enumeration);

    internal DotNetOperation CreateOperation(AwsOperation operation)
    {
        var customization = _service.Model.DotNet;
        var name = ClassIndex.OperationName(_service, operation);
        var overloads = customization.Overloads.TryGetValue(operation.Name, out var found)
            ? found.Select(o => new DotNetOverload(o.Method, o.Parameters.Select(p => new DotNetOverloadParameter(p.Name, p.Property)).ToArray())).ToArray()
            : Array.Empty<DotNetOverload>();
        return new DotNetOperation(operation, name, _classes.Value.Request(operation), _classes.Value.Response(operation), overloads);
    }
}
