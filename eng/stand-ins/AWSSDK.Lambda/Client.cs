// Hand-reduced surface of AWSSDK.Lambda: see eng/stand-ins/README.md.
using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Lambda.Model;

namespace Amazon.Lambda;

/// <summary>Interface of the Lambda client.</summary>
public interface IAmazonLambda : IAmazonService, IDisposable
{
    Task<InvokeResponse> InvokeAsync(InvokeRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonLambdaConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonLambdaClient(awsCredentials, ((AmazonLambdaConfig)clientConfig));
}

/// <summary>Client of Lambda; every call goes through the runtime pipeline of AWSSDK.Core.</summary>
public partial class AmazonLambdaClient : AmazonServiceClient, IAmazonLambda
{
    private static readonly IServiceMetadata Metadata = new ClientMetadata();

    public AmazonLambdaClient() : base(new AmazonLambdaConfig()) { }

    public AmazonLambdaClient(RegionEndpoint region) : base(new AmazonLambdaConfig { RegionEndpoint = region }) { }

    public AmazonLambdaClient(AmazonLambdaConfig config) : base(config) { }

    public AmazonLambdaClient(AWSCredentials credentials) : this(credentials, new AmazonLambdaConfig()) { }

    public AmazonLambdaClient(AWSCredentials credentials, RegionEndpoint region) : this(credentials, new AmazonLambdaConfig { RegionEndpoint = region }) { }

    public AmazonLambdaClient(AWSCredentials credentials, AmazonLambdaConfig clientConfig) : base(credentials, clientConfig) { }

    public AmazonLambdaClient(string awsAccessKeyId, string awsSecretAccessKey) : this(awsAccessKeyId, awsSecretAccessKey, new AmazonLambdaConfig()) { }

    public AmazonLambdaClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region) : this(awsAccessKeyId, awsSecretAccessKey, new AmazonLambdaConfig { RegionEndpoint = region }) { }

    public AmazonLambdaClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonLambdaConfig clientConfig) : base(awsAccessKeyId, awsSecretAccessKey, clientConfig) { }

    protected override IServiceMetadata ServiceMetadata => Metadata;

    public virtual Task<InvokeResponse> InvokeAsync(InvokeRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<InvokeResponse>(request, new InvokeOptions(), cancellationToken);

    private sealed class ClientMetadata : IServiceMetadata
    {
        public string ServiceId => "Lambda";

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}

/// <summary>Configuration of AmazonLambdaClient.</summary>
public partial class AmazonLambdaConfig : ClientConfig
{
    public AmazonLambdaConfig() : base(new DefaultConfigurationProvider(Enum.GetValues<DefaultConfigurationMode>().Select(IDefaultConfiguration (mode) => new DefaultConfiguration { Name = mode, RetryMode = RequestRetryMode.Standard }))) { }

    public override string RegionEndpointServiceName => "lambda";

    public override string ServiceVersion => "2015-03-31";

    public override string UserAgent => "stand-in";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        new(ServiceURL ?? $"https://lambda.{RegionEndpoint?.SystemName}.amazonaws.com");
}

/// <summary>Base of every Lambda request.</summary>
public partial class AmazonLambdaRequest : AmazonWebServiceRequest
{
}

/// <summary>Base of every Lambda error.</summary>
public class AmazonLambdaException : AmazonServiceException
{
    public AmazonLambdaException() { }
    public AmazonLambdaException(string message) : base(message) { }
    public AmazonLambdaException(string message, Exception innerException) : base(message, innerException) { }
    public AmazonLambdaException(Exception innerException) : base(innerException) { }
    public AmazonLambdaException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public AmazonLambdaException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
