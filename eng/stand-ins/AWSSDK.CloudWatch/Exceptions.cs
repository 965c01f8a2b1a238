// Hand-reduced surface of AWSSDK.CloudWatch: see eng/stand-ins/README.md.
using System.Net;
using Amazon.Runtime;

namespace Amazon.CloudWatch.Model;

/// <summary>Modelled error InternalServiceFault.</summary>
public class InternalServiceException : AmazonCloudWatchException
{
    public InternalServiceException() { }
    public InternalServiceException(string message) : base(message) { }
    public InternalServiceException(string message, Exception innerException) : base(message, innerException) { }
    public InternalServiceException(Exception innerException) : base(innerException) { }
    public InternalServiceException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public InternalServiceException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>Modelled error InvalidParameterCombinationException.</summary>
public class InvalidParameterCombinationException : AmazonCloudWatchException
{
    public InvalidParameterCombinationException() { }
    public InvalidParameterCombinationException(string message) : base(message) { }
    public InvalidParameterCombinationException(string message, Exception innerException) : base(message, innerException) { }
    public InvalidParameterCombinationException(Exception innerException) : base(innerException) { }
    public InvalidParameterCombinationException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public InvalidParameterCombinationException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>Modelled error InvalidParameterValueException.</summary>
public class InvalidParameterValueException : AmazonCloudWatchException
{
    public InvalidParameterValueException() { }
    public InvalidParameterValueException(string message) : base(message) { }
    public InvalidParameterValueException(string message, Exception innerException) : base(message, innerException) { }
    public InvalidParameterValueException(Exception innerException) : base(innerException) { }
    public InvalidParameterValueException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public InvalidParameterValueException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>Modelled error MissingRequiredParameterException.</summary>
public class MissingRequiredParameterException : AmazonCloudWatchException
{
    public MissingRequiredParameterException() { }
    public MissingRequiredParameterException(string message) : base(message) { }
    public MissingRequiredParameterException(string message, Exception innerException) : base(message, innerException) { }
    public MissingRequiredParameterException(Exception innerException) : base(innerException) { }
    public MissingRequiredParameterException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public MissingRequiredParameterException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
