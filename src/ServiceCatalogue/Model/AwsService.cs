using LambdaLift.ServiceCatalogue.Storage;

namespace LambdaLift.ServiceCatalogue;

/// <summary>A service. Its operations and shapes are read when they are first asked for; instances are safe for use from several threads.</summary>
public sealed class AwsService
{
    private readonly Lazy<ServiceModel> _model;

    internal AwsService(ServiceIndexEntry entry, AwsCatalogue catalogue, Func<AwsService, ServiceModel> load)
    {
        Id = entry.Id;
        ServiceId = entry.ServiceId;
        EndpointPrefix = entry.EndpointPrefix;
        Protocol = entry.Protocol;
        ApiVersion = entry.ApiVersion;
        OperationCount = entry.OperationCount;
        SdkIntegration = new SdkServiceIntegration(entry.SdkName, entry.ErrorPrefix, entry.IsSdkDocumented, entry.UnsupportedOperations);
        IamPrefix = entry.IamPrefix;
        Catalogue = catalogue;
        DotNet = new DotNetService(this, entry);
        _model = new Lazy<ServiceModel>(() => load(this));
    }

    /// <summary>The catalogue's id of the service: its directory name in botocore, for example <c>dynamodb</c>, <c>logs</c>, <c>stepfunctions</c>.</summary>
    public string Id { get; }

    /// <summary>The service id of the model, for example <c>DynamoDB</c>, <c>CloudWatch Logs</c>, <c>SFN</c>.</summary>
    public string ServiceId { get; }

    /// <summary>The first label of the service's endpoints; empty for a service without a model.</summary>
    public string EndpointPrefix { get; }

    /// <summary>The wire protocol of the model: json, rest-json, query, ec2, rest-xml, smithy-rpc-v2-cbor; empty for a service without a model.</summary>
    public string Protocol { get; }

    /// <summary>The version of the API, a date; empty for a service without a model.</summary>
    public string ApiVersion { get; }

    /// <summary>The prefix of the service's IAM actions, for example <c>states</c> for Step Functions.</summary>
    public string IamPrefix { get; }

    /// <summary>How many operations the service has, known without reading them; 0 for a retired service that has no model any more.</summary>
    public int OperationCount { get; }

    /// <summary>How <c>arn:aws:states:::aws-sdk:…</c> names the service.</summary>
    public SdkServiceIntegration SdkIntegration { get; }

    /// <summary>How the AWS SDK for .NET names the service.</summary>
    public DotNetService DotNet { get; }

    /// <summary>All operations in the model's order.</summary>
    public IReadOnlyList<AwsOperation> Operations => Model.Operations;

    /// <summary>All structures, enums, lists and maps of the service.</summary>
    public IReadOnlyList<Shape> Shapes => Model.Shapes;

    internal AwsCatalogue Catalogue { get; }

    internal ServiceModel Model => _model.Value;

    /// <summary>Whether the operations have been read already.</summary>
    internal bool IsLoaded => _model.IsValueCreated;

    /// <summary>The operation of the given API name; the first letter's case does not count (<c>putItem</c>). Null when there is none.</summary>
    public AwsOperation? FindOperation(string name) => Model.FindOperation(name);

    /// <summary>The structure, enum or document of the given name in the service model, or null.</summary>
    public Shape? FindShape(string name) => Model.FindShape(name);

    /// <inheritdoc/>
    public override string ToString() => Id;
}
