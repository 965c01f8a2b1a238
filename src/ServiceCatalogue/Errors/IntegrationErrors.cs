namespace LambdaLift.ServiceCatalogue;

/// <summary>The errors that a task of one integration can fail with, apart from the <c>States.*</c> ones.</summary>
/// <remarks>Sources: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html and executions recorded from AWS.</remarks>
public sealed class IntegrationErrors
{
    private readonly StepFunctionsIntegration _integration;
    private readonly Lazy<IReadOnlyList<ServiceError>> _modelled;
    private readonly Lazy<IReadOnlyList<ServiceError>> _all;

    internal IntegrationErrors(StepFunctionsIntegration integration)
    {
        _integration = integration;
        _modelled = new Lazy<IReadOnlyList<ServiceError>>(() =>
            (integration.Operation?.Errors ?? Array.Empty<Shape>()).Select(Create).ToArray());
        _all = new Lazy<IReadOnlyList<ServiceError>>(Collect);
    }

    /// <summary>The errors modelled for the operation.</summary>
    public IReadOnlyList<ServiceError> Modelled => _modelled.Value;

    /// <summary>
    /// The error of a failure that the service reports without a modelled error (DynamoDB's ValidationException is one); in .NET the base exception of the
    /// service. Null for integrations without one (<c>http:invoke</c>).
    /// </summary>
    public ServiceError? Fallback => _integration.FallbackError.Length == 0
        ? null
        : new ServiceError(_integration.FallbackError, _integration.Operation?.Service.DotNet.BaseExceptionType, null, IsTransient: false);

    /// <summary>The error of a failure before the service answered: connection, credentials, an argument that the client refuses. Null where there is none.</summary>
    public ServiceError? ClientSide => _integration.ClientError.Length == 0
        ? null
        : new ServiceError(_integration.ClientError, "Amazon.Runtime.AmazonClientException", null, IsTransient: true);

    /// <summary>Names that follow no rule: Lambda's own for failures of the service and of the runtime, EventBridge's for a refused entry.</summary>
    public IReadOnlyList<ServiceError> Special => _integration switch
    {
        { Kind: IntegrationKind.Optimized, Service: "lambda" } => new[]
        {
            new ServiceError("Lambda.ServiceException", "Amazon.Lambda.Model.ServiceException", _integration.Operation?.Service.FindShape("ServiceException"), true),
            new ServiceError("Lambda.Unknown", null, null, false),
            new ServiceError("Sandbox.Timedout", null, null, false),
        },
        { Kind: IntegrationKind.Optimized, Service: "events" } => new[] { new ServiceError("EventBridge.FailedEntry", null, null, false) },
        _ => Array.Empty<ServiceError>(),
    };

    /// <summary>Every error name known for the integration, each once, in the order special, modelled, fallback, client-side.</summary>
    public IReadOnlyList<ServiceError> All => _all.Value;

    /// <summary>
    /// The errors that the SDK's standard retry mode would retry and that have a name of their own: the ones a <c>Retry</c> should name when the
    /// handler left retrying to the SDK. For <c>lambda:invoke</c> this is the list that AWS recommends.
    /// </summary>
    public IReadOnlyList<ServiceError> Retryable
    {
        get
        {
            var retryable = All.Where(e => e.IsTransient);
            // AWS recommends to retry Lambda's fallback error too: it is what an unmodelled 5xx becomes.
            if (_integration is { Kind: IntegrationKind.Optimized, Service: "lambda" } && Fallback is { } fallback)
                retryable = retryable.Append(fallback);
            return retryable.ToArray();
        }
    }

    /// <summary>The error name of a modelled error.</summary>
    public string NameOf(Shape error) => _integration.ErrorPrefix + "." + (_integration.Kind == IntegrationKind.AwsSdk
        ? JavaNaming.ExceptionName(error.Name)
        : DotNetNaming.ExceptionName(error.Name));

    /// <summary>The error with the given name, or null if the integration does not know it. For a modelled error of the service that is not listed for this
    /// operation, the answer is null: the operation does not report it.</summary>
    public ServiceError? Find(string errorName) => All.FirstOrDefault(e => e.ErrorName == errorName);

    /// <summary>
    /// The error names that correspond to <c>catch (T)</c> for an exception class of the SDK, most specific first: one for a modelled exception, all service
    /// errors for the service's base class and for <c>AmazonServiceException</c>, the client-side one for <c>AmazonClientException</c>. Empty if this
    /// operation cannot throw such an exception. Broader types (<c>Exception</c>) are for the caller: that is <c>States.ALL</c>.
    /// </summary>
    /// <param name="exceptionType">The full name of the exception class.</param>
    public IReadOnlyList<ServiceError> ForDotNetType(string exceptionType)
    {
        var service = _integration.Operation?.Service.DotNet;
        if (exceptionType == "Amazon.Runtime.AmazonClientException")
            return ClientSide is { } client ? new[] { client } : Array.Empty<ServiceError>();
        if (exceptionType == "Amazon.Runtime.AmazonServiceException" || exceptionType == service?.BaseExceptionType)
            return All.Where(e => e.DotNetType is not null && e.ErrorName != _integration.ClientError).ToArray();
        return All.Where(e => e.DotNetType == exceptionType).ToArray();
    }

    private ServiceError[] Collect()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return Special.Concat(Modelled).Concat(new[] { Fallback, ClientSide }.OfType<ServiceError>()).Where(e => seen.Add(e.ErrorName)).ToArray();
    }

    private ServiceError Create(Shape error)
    {
        var thrown = _integration.Operation!.DotNet.ErrorOf(error);
        return new ServiceError(NameOf(error), thrown.Type, error, TransientErrors.Contains(error)) { DotNetCode = thrown.Code };
    }
}
