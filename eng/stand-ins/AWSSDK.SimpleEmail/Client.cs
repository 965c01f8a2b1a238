// Hand-reduced surface of AWSSDK.SimpleEmail: see eng/stand-ins/README.md.
using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.SimpleEmail.Model;

namespace Amazon.SimpleEmail;

/// <summary>Interface of the SES client.</summary>
public interface IAmazonSimpleEmailService : IAmazonService, IDisposable
{
    Task<SendEmailResponse> SendEmailAsync(SendEmailRequest request, CancellationToken cancellationToken = default);
    Task<SendRawEmailResponse> SendRawEmailAsync(SendRawEmailRequest request, CancellationToken cancellationToken = default);
    Task<SendTemplatedEmailResponse> SendTemplatedEmailAsync(SendTemplatedEmailRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonSimpleEmailServiceConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonSimpleEmailServiceClient(awsCredentials, ((AmazonSimpleEmailServiceConfig)clientConfig));
}

/// <summary>Client of SES; every call goes through the runtime pipeline of AWSSDK.Core.</summary>
public partial class AmazonSimpleEmailServiceClient : AmazonServiceClient, IAmazonSimpleEmailService
{
    private static readonly IServiceMetadata Metadata = new ClientMetadata();

    public AmazonSimpleEmailServiceClient() : base(new AmazonSimpleEmailServiceConfig()) { }

    public AmazonSimpleEmailServiceClient(RegionEndpoint region) : base(new AmazonSimpleEmailServiceConfig { RegionEndpoint = region }) { }

    public AmazonSimpleEmailServiceClient(AmazonSimpleEmailServiceConfig config) : base(config) { }

    public AmazonSimpleEmailServiceClient(AWSCredentials credentials) : this(credentials, new AmazonSimpleEmailServiceConfig()) { }

    public AmazonSimpleEmailServiceClient(AWSCredentials credentials, RegionEndpoint region) : this(credentials, new AmazonSimpleEmailServiceConfig { RegionEndpoint = region }) { }

    public AmazonSimpleEmailServiceClient(AWSCredentials credentials, AmazonSimpleEmailServiceConfig clientConfig) : base(credentials, clientConfig) { }

    public AmazonSimpleEmailServiceClient(string awsAccessKeyId, string awsSecretAccessKey) : this(awsAccessKeyId, awsSecretAccessKey, new AmazonSimpleEmailServiceConfig()) { }

    public AmazonSimpleEmailServiceClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region) : this(awsAccessKeyId, awsSecretAccessKey, new AmazonSimpleEmailServiceConfig { RegionEndpoint = region }) { }

    public AmazonSimpleEmailServiceClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonSimpleEmailServiceConfig clientConfig) : base(awsAccessKeyId, awsSecretAccessKey, clientConfig) { }

    protected override IServiceMetadata ServiceMetadata => Metadata;

    public virtual Task<SendEmailResponse> SendEmailAsync(SendEmailRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<SendEmailResponse>(request, new InvokeOptions(), cancellationToken);

    public virtual Task<SendRawEmailResponse> SendRawEmailAsync(SendRawEmailRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<SendRawEmailResponse>(request, new InvokeOptions(), cancellationToken);

    public virtual Task<SendTemplatedEmailResponse> SendTemplatedEmailAsync(SendTemplatedEmailRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<SendTemplatedEmailResponse>(request, new InvokeOptions(), cancellationToken);

    private sealed class ClientMetadata : IServiceMetadata
    {
        public string ServiceId => "SES";

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}

/// <summary>Configuration of AmazonSimpleEmailServiceClient.</summary>
public partial class AmazonSimpleEmailServiceConfig : ClientConfig
{
    public AmazonSimpleEmailServiceConfig() : base(new DefaultConfigurationProvider(Enum.GetValues<DefaultConfigurationMode>().Select(IDefaultConfiguration (mode) => new DefaultConfiguration { Name = mode, RetryMode = RequestRetryMode.Standard }))) { }

    public override string RegionEndpointServiceName => "email";

    public override string ServiceVersion => "2010-12-01";

    public override string UserAgent => "stand-in";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        new(ServiceURL ?? $"https://email.{RegionEndpoint?.SystemName}.amazonaws.com");
}

/// <summary>Base of every SES request.</summary>
public partial class AmazonSimpleEmailServiceRequest : AmazonWebServiceRequest
{
}

/// <summary>Base of every SES error.</summary>
public class AmazonSimpleEmailServiceException : AmazonServiceException
{
    public AmazonSimpleEmailServiceException() { }
    public AmazonSimpleEmailServiceException(string message) : base(message) { }
    public AmazonSimpleEmailServiceException(string message, Exception innerException) : base(message, innerException) { }
    public AmazonSimpleEmailServiceException(Exception innerException) : base(innerException) { }
    public AmazonSimpleEmailServiceException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public AmazonSimpleEmailServiceException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
