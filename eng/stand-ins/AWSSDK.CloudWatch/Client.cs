// Hand-reduced surface of AWSSDK.CloudWatch: see eng/stand-ins/README.md.
using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.CloudWatch.Model;

namespace Amazon.CloudWatch;

/// <summary>Interface of the CloudWatch client.</summary>
public interface IAmazonCloudWatch : IAmazonService, IDisposable
{
    Task<PutMetricDataResponse> PutMetricDataAsync(PutMetricDataRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonCloudWatchConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonCloudWatchClient(awsCredentials, ((AmazonCloudWatchConfig)clientConfig));
}

/// <summary>Client of CloudWatch; every call goes through the runtime pipeline of AWSSDK.Core.</summary>
public partial class AmazonCloudWatchClient : AmazonServiceClient, IAmazonCloudWatch
{
    private static readonly IServiceMetadata Metadata = new ClientMetadata();

    public AmazonCloudWatchClient() : base(new AmazonCloudWatchConfig()) { }

    public AmazonCloudWatchClient(RegionEndpoint region) : base(new AmazonCloudWatchConfig { RegionEndpoint = region }) { }

    public AmazonCloudWatchClient(AmazonCloudWatchConfig config) : base(config) { }

    public AmazonCloudWatchClient(AWSCredentials credentials) : this(credentials, new AmazonCloudWatchConfig()) { }

    public AmazonCloudWatchClient(AWSCredentials credentials, RegionEndpoint region) : this(credentials, new AmazonCloudWatchConfig { RegionEndpoint = region }) { }

    public AmazonCloudWatchClient(AWSCredentials credentials, AmazonCloudWatchConfig clientConfig) : base(credentials, clientConfig) { }

    public AmazonCloudWatchClient(string awsAccessKeyId, string awsSecretAccessKey) : this(awsAccessKeyId, awsSecretAccessKey, new AmazonCloudWatchConfig()) { }

    public AmazonCloudWatchClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region) : this(awsAccessKeyId, awsSecretAccessKey, new AmazonCloudWatchConfig { RegionEndpoint = region }) { }

    public AmazonCloudWatchClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonCloudWatchConfig clientConfig) : base(awsAccessKeyId, awsSecretAccessKey, clientConfig) { }

    protected override IServiceMetadata ServiceMetadata => Metadata;

    public virtual Task<PutMetricDataResponse> PutMetricDataAsync(PutMetricDataRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<PutMetricDataResponse>(request, new InvokeOptions(), cancellationToken);

    private sealed class ClientMetadata : IServiceMetadata
    {
        public string ServiceId => "CloudWatch";

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}

/// <summary>Configuration of AmazonCloudWatchClient.</summary>
public partial class AmazonCloudWatchConfig : ClientConfig
{
    public AmazonCloudWatchConfig() : base(new DefaultConfigurationProvider(Enum.GetValues<DefaultConfigurationMode>().Select(IDefaultConfiguration (mode) => new DefaultConfiguration { Name = mode, RetryMode = RequestRetryMode.Standard }))) { }

    public override string RegionEndpointServiceName => "monitoring";

    public override string ServiceVersion => "2010-08-01";

    public override string UserAgent => "stand-in";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        new(ServiceURL ?? $"https://monitoring.{RegionEndpoint?.SystemName}.amazonaws.com");
}

/// <summary>Base of every CloudWatch request.</summary>
public partial class AmazonCloudWatchRequest : AmazonWebServiceRequest
{
}

/// <summary>Base of every CloudWatch error.</summary>
public class AmazonCloudWatchException : AmazonServiceException
{
    public AmazonCloudWatchException() { }
    public AmazonCloudWatchException(string message) : base(message) { }
    public AmazonCloudWatchException(string message, Exception innerException) : base(message, innerException) { }
    public AmazonCloudWatchException(Exception innerException) : base(innerException) { }
    public AmazonCloudWatchException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public AmazonCloudWatchException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
