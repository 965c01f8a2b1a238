namespace LambdaLift.ServiceCatalogue;

/// <summary>The error codes that the standard retry mode of the AWS SDKs retries.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html; the lists are the same in the .NET SDK.</remarks>
public static class TransientErrors
{
    private static readonly HashSet<string> Codes = new(StringComparer.Ordinal)
    {
        // Throttling.
        "BandwidthLimitExceeded", "EC2ThrottledException", "LimitExceededException", "PriorRequestNotComplete", "ProvisionedThroughputExceededException",
        "RequestLimitExceeded", "RequestThrottled", "RequestThrottledException", "SlowDown", "ThrottledException", "Throttling", "ThrottlingException",
        "TooManyRequestsException", "TransactionInProgressException",

        // Temporary failures.
        "InternalError", "InternalServerError", "InternalServerException", "InternalServiceError", "RequestTimeout", "RequestTimeoutException",
        "ServiceUnavailable", "ServiceUnavailableException",
    };

    /// <summary>Whether a modelled error is retried, by its shape's name or its code on the wire.</summary>
    public static bool Contains(Shape error) => Codes.Contains(error.Name) || (error.ErrorCode is { } code && Codes.Contains(code));
}
