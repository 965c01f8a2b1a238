// Hand-reduced surface of AWSSDK.Lambda: see eng/stand-ins/README.md.
using System.Net;
using Amazon.Runtime;

namespace Amazon.Lambda.Model;

/// <summary>Modelled error CodeArtifactUserDeletedException.</summary>
public class CodeArtifactUserDeletedException : AmazonLambdaException
{
    public CodeArtifactUserDeletedException() { }
    public CodeArtifactUserDeletedException(string message) : base(message) { }
    public CodeArtifactUserDeletedException(string message, Exception innerException) : base(message, innerException) { }
    public CodeArtifactUserDeletedException(Exception innerException) : base(innerException) { }
    public CodeArtifactUserDeletedException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public CodeArtifactUserDeletedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error CodeArtifactUserFailedException.</summary>
public class CodeArtifactUserFailedException : AmazonLambdaException
{
    public CodeArtifactUserFailedException() { }
    public CodeArtifactUserFailedException(string message) : base(message) { }
    public CodeArtifactUserFailedException(string message, Exception innerException) : base(message, innerException) { }
    public CodeArtifactUserFailedException(Exception innerException) : base(innerException) { }
    public CodeArtifactUserFailedException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public CodeArtifactUserFailedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error CodeArtifactUserPendingException.</summary>
public class CodeArtifactUserPendingException : AmazonLambdaException
{
    public CodeArtifactUserPendingException() { }
    public CodeArtifactUserPendingException(string message) : base(message) { }
    public CodeArtifactUserPendingException(string message, Exception innerException) : base(message, innerException) { }
    public CodeArtifactUserPendingException(Exception innerException) : base(innerException) { }
    public CodeArtifactUserPendingException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public CodeArtifactUserPendingException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error DurableExecutionAlreadyStartedException.</summary>
public class DurableExecutionAlreadyStartedException : AmazonLambdaException
{
    public DurableExecutionAlreadyStartedException() { }
    public DurableExecutionAlreadyStartedException(string message) : base(message) { }
    public DurableExecutionAlreadyStartedException(string message, Exception innerException) : base(message, innerException) { }
    public DurableExecutionAlreadyStartedException(Exception innerException) : base(innerException) { }
    public DurableExecutionAlreadyStartedException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public DurableExecutionAlreadyStartedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error EC2AccessDeniedException.</summary>
public class EC2AccessDeniedException : AmazonLambdaException
{
    public EC2AccessDeniedException() { }
    public EC2AccessDeniedException(string message) : base(message) { }
    public EC2AccessDeniedException(string message, Exception innerException) : base(message, innerException) { }
    public EC2AccessDeniedException(Exception innerException) : base(innerException) { }
    public EC2AccessDeniedException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public EC2AccessDeniedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error EC2ThrottledException.</summary>
public class EC2ThrottledException : AmazonLambdaException
{
    public EC2ThrottledException() { }
    public EC2ThrottledException(string message) : base(message) { }
    public EC2ThrottledException(string message, Exception innerException) : base(message, innerException) { }
    public EC2ThrottledException(Exception innerException) : base(innerException) { }
    public EC2ThrottledException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public EC2ThrottledException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error EC2UnexpectedException.</summary>
public class EC2UnexpectedException : AmazonLambdaException
{
    public EC2UnexpectedException() { }
    public EC2UnexpectedException(string message) : base(message) { }
    public EC2UnexpectedException(string message, Exception innerException) : base(message, innerException) { }
    public EC2UnexpectedException(Exception innerException) : base(innerException) { }
    public EC2UnexpectedException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public EC2UnexpectedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
    public string EC2ErrorCode { get; set; }
}

/// <summary>Modelled error EFSIOException.</summary>
public class EFSIOException : AmazonLambdaException
{
    public EFSIOException() { }
    public EFSIOException(string message) : base(message) { }
    public EFSIOException(string message, Exception innerException) : base(message, innerException) { }
    public EFSIOException(Exception innerException) : base(innerException) { }
    public EFSIOException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public EFSIOException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error EFSMountConnectivityException.</summary>
public class EFSMountConnectivityException : AmazonLambdaException
{
    public EFSMountConnectivityException() { }
    public EFSMountConnectivityException(string message) : base(message) { }
    public EFSMountConnectivityException(string message, Exception innerException) : base(message, innerException) { }
    public EFSMountConnectivityException(Exception innerException) : base(innerException) { }
    public EFSMountConnectivityException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public EFSMountConnectivityException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error EFSMountFailureException.</summary>
public class EFSMountFailureException : AmazonLambdaException
{
    public EFSMountFailureException() { }
    public EFSMountFailureException(string message) : base(message) { }
    public EFSMountFailureException(string message, Exception innerException) : base(message, innerException) { }
    public EFSMountFailureException(Exception innerException) : base(innerException) { }
    public EFSMountFailureException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public EFSMountFailureException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error EFSMountTimeoutException.</summary>
public class EFSMountTimeoutException : AmazonLambdaException
{
    public EFSMountTimeoutException() { }
    public EFSMountTimeoutException(string message) : base(message) { }
    public EFSMountTimeoutException(string message, Exception innerException) : base(message, innerException) { }
    public EFSMountTimeoutException(Exception innerException) : base(innerException) { }
    public EFSMountTimeoutException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public EFSMountTimeoutException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error ENILimitReachedException.</summary>
public class ENILimitReachedException : AmazonLambdaException
{
    public ENILimitReachedException() { }
    public ENILimitReachedException(string message) : base(message) { }
    public ENILimitReachedException(string message, Exception innerException) : base(message, innerException) { }
    public ENILimitReachedException(Exception innerException) : base(innerException) { }
    public ENILimitReachedException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public ENILimitReachedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error ENINotReadyException.</summary>
public class ENINotReadyException : AmazonLambdaException
{
    public ENINotReadyException() { }
    public ENINotReadyException(string message) : base(message) { }
    public ENINotReadyException(string message, Exception innerException) : base(message, innerException) { }
    public ENINotReadyException(Exception innerException) : base(innerException) { }
    public ENINotReadyException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public ENINotReadyException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error InvalidParameterValueException.</summary>
public class InvalidParameterValueException : AmazonLambdaException
{
    public InvalidParameterValueException() { }
    public InvalidParameterValueException(string message) : base(message) { }
    public InvalidParameterValueException(string message, Exception innerException) : base(message, innerException) { }
    public InvalidParameterValueException(Exception innerException) : base(innerException) { }
    public InvalidParameterValueException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public InvalidParameterValueException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error InvalidRequestContentException.</summary>
public class InvalidRequestContentException : AmazonLambdaException
{
    public InvalidRequestContentException() { }
    public InvalidRequestContentException(string message) : base(message) { }
    public InvalidRequestContentException(string message, Exception innerException) : base(message, innerException) { }
    public InvalidRequestContentException(Exception innerException) : base(innerException) { }
    public InvalidRequestContentException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public InvalidRequestContentException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error InvalidRuntimeException.</summary>
public class InvalidRuntimeException : AmazonLambdaException
{
    public InvalidRuntimeException() { }
    public InvalidRuntimeException(string message) : base(message) { }
    public InvalidRuntimeException(string message, Exception innerException) : base(message, innerException) { }
    public InvalidRuntimeException(Exception innerException) : base(innerException) { }
    public InvalidRuntimeException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public InvalidRuntimeException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error InvalidSecurityGroupIDException.</summary>
public class InvalidSecurityGroupIDException : AmazonLambdaException
{
    public InvalidSecurityGroupIDException() { }
    public InvalidSecurityGroupIDException(string message) : base(message) { }
    public InvalidSecurityGroupIDException(string message, Exception innerException) : base(message, innerException) { }
    public InvalidSecurityGroupIDException(Exception innerException) : base(innerException) { }
    public InvalidSecurityGroupIDException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public InvalidSecurityGroupIDException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error InvalidSubnetIDException.</summary>
public class InvalidSubnetIDException : AmazonLambdaException
{
    public InvalidSubnetIDException() { }
    public InvalidSubnetIDException(string message) : base(message) { }
    public InvalidSubnetIDException(string message, Exception innerException) : base(message, innerException) { }
    public InvalidSubnetIDException(Exception innerException) : base(innerException) { }
    public InvalidSubnetIDException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public InvalidSubnetIDException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error InvalidZipFileException.</summary>
public class InvalidZipFileException : AmazonLambdaException
{
    public InvalidZipFileException() { }
    public InvalidZipFileException(string message) : base(message) { }
    public InvalidZipFileException(string message, Exception innerException) : base(message, innerException) { }
    public InvalidZipFileException(Exception innerException) : base(innerException) { }
    public InvalidZipFileException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public InvalidZipFileException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error KMSAccessDeniedException.</summary>
public class KMSAccessDeniedException : AmazonLambdaException
{
    public KMSAccessDeniedException() { }
    public KMSAccessDeniedException(string message) : base(message) { }
    public KMSAccessDeniedException(string message, Exception innerException) : base(message, innerException) { }
    public KMSAccessDeniedException(Exception innerException) : base(innerException) { }
    public KMSAccessDeniedException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public KMSAccessDeniedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error KMSDisabledException.</summary>
public class KMSDisabledException : AmazonLambdaException
{
    public KMSDisabledException() { }
    public KMSDisabledException(string message) : base(message) { }
    public KMSDisabledException(string message, Exception innerException) : base(message, innerException) { }
    public KMSDisabledException(Exception innerException) : base(innerException) { }
    public KMSDisabledException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public KMSDisabledException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error KMSInvalidStateException.</summary>
public class KMSInvalidStateException : AmazonLambdaException
{
    public KMSInvalidStateException() { }
    public KMSInvalidStateException(string message) : base(message) { }
    public KMSInvalidStateException(string message, Exception innerException) : base(message, innerException) { }
    public KMSInvalidStateException(Exception innerException) : base(innerException) { }
    public KMSInvalidStateException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public KMSInvalidStateException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error KMSNotFoundException.</summary>
public class KMSNotFoundException : AmazonLambdaException
{
    public KMSNotFoundException() { }
    public KMSNotFoundException(string message) : base(message) { }
    public KMSNotFoundException(string message, Exception innerException) : base(message, innerException) { }
    public KMSNotFoundException(Exception innerException) : base(innerException) { }
    public KMSNotFoundException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public KMSNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error ModeNotSupportedException.</summary>
public class ModeNotSupportedException : AmazonLambdaException
{
    public ModeNotSupportedException() { }
    public ModeNotSupportedException(string message) : base(message) { }
    public ModeNotSupportedException(string message, Exception innerException) : base(message, innerException) { }
    public ModeNotSupportedException(Exception innerException) : base(innerException) { }
    public ModeNotSupportedException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public ModeNotSupportedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error NoPublishedVersionException.</summary>
public class NoPublishedVersionException : AmazonLambdaException
{
    public NoPublishedVersionException() { }
    public NoPublishedVersionException(string message) : base(message) { }
    public NoPublishedVersionException(string message, Exception innerException) : base(message, innerException) { }
    public NoPublishedVersionException(Exception innerException) : base(innerException) { }
    public NoPublishedVersionException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public NoPublishedVersionException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error RecursiveInvocationException.</summary>
public class RecursiveInvocationException : AmazonLambdaException
{
    public RecursiveInvocationException() { }
    public RecursiveInvocationException(string message) : base(message) { }
    public RecursiveInvocationException(string message, Exception innerException) : base(message, innerException) { }
    public RecursiveInvocationException(Exception innerException) : base(innerException) { }
    public RecursiveInvocationException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public RecursiveInvocationException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error RequestTooLargeException.</summary>
public class RequestTooLargeException : AmazonLambdaException
{
    public RequestTooLargeException() { }
    public RequestTooLargeException(string message) : base(message) { }
    public RequestTooLargeException(string message, Exception innerException) : base(message, innerException) { }
    public RequestTooLargeException(Exception innerException) : base(innerException) { }
    public RequestTooLargeException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public RequestTooLargeException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error ResourceConflictException.</summary>
public class ResourceConflictException : AmazonLambdaException
{
    public ResourceConflictException() { }
    public ResourceConflictException(string message) : base(message) { }
    public ResourceConflictException(string message, Exception innerException) : base(message, innerException) { }
    public ResourceConflictException(Exception innerException) : base(innerException) { }
    public ResourceConflictException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public ResourceConflictException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error ResourceNotFoundException.</summary>
public class ResourceNotFoundException : AmazonLambdaException
{
    public ResourceNotFoundException() { }
    public ResourceNotFoundException(string message) : base(message) { }
    public ResourceNotFoundException(string message, Exception innerException) : base(message, innerException) { }
    public ResourceNotFoundException(Exception innerException) : base(innerException) { }
    public ResourceNotFoundException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public ResourceNotFoundException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error ResourceNotReadyException.</summary>
public class ResourceNotReadyException : AmazonLambdaException
{
    public ResourceNotReadyException() { }
    public ResourceNotReadyException(string message) : base(message) { }
    public ResourceNotReadyException(string message, Exception innerException) : base(message, innerException) { }
    public ResourceNotReadyException(Exception innerException) : base(innerException) { }
    public ResourceNotReadyException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public ResourceNotReadyException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error S3FilesMountConnectivityException.</summary>
public class S3FilesMountConnectivityException : AmazonLambdaException
{
    public S3FilesMountConnectivityException() { }
    public S3FilesMountConnectivityException(string message) : base(message) { }
    public S3FilesMountConnectivityException(string message, Exception innerException) : base(message, innerException) { }
    public S3FilesMountConnectivityException(Exception innerException) : base(innerException) { }
    public S3FilesMountConnectivityException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public S3FilesMountConnectivityException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error S3FilesMountFailureException.</summary>
public class S3FilesMountFailureException : AmazonLambdaException
{
    public S3FilesMountFailureException() { }
    public S3FilesMountFailureException(string message) : base(message) { }
    public S3FilesMountFailureException(string message, Exception innerException) : base(message, innerException) { }
    public S3FilesMountFailureException(Exception innerException) : base(innerException) { }
    public S3FilesMountFailureException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public S3FilesMountFailureException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error S3FilesMountTimeoutException.</summary>
public class S3FilesMountTimeoutException : AmazonLambdaException
{
    public S3FilesMountTimeoutException() { }
    public S3FilesMountTimeoutException(string message) : base(message) { }
    public S3FilesMountTimeoutException(string message, Exception innerException) : base(message, innerException) { }
    public S3FilesMountTimeoutException(Exception innerException) : base(innerException) { }
    public S3FilesMountTimeoutException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public S3FilesMountTimeoutException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error SerializedRequestEntityTooLargeException.</summary>
public class SerializedRequestEntityTooLargeException : AmazonLambdaException
{
    public SerializedRequestEntityTooLargeException() { }
    public SerializedRequestEntityTooLargeException(string message) : base(message) { }
    public SerializedRequestEntityTooLargeException(string message, Exception innerException) : base(message, innerException) { }
    public SerializedRequestEntityTooLargeException(Exception innerException) : base(innerException) { }
    public SerializedRequestEntityTooLargeException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public SerializedRequestEntityTooLargeException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error ServiceException.</summary>
public class ServiceException : AmazonLambdaException
{
    public ServiceException() { }
    public ServiceException(string message) : base(message) { }
    public ServiceException(string message, Exception innerException) : base(message, innerException) { }
    public ServiceException(Exception innerException) : base(innerException) { }
    public ServiceException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public ServiceException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error ServiceQuotaExceededException.</summary>
public class ServiceQuotaExceededException : AmazonLambdaException
{
    public ServiceQuotaExceededException() { }
    public ServiceQuotaExceededException(string message) : base(message) { }
    public ServiceQuotaExceededException(string message, Exception innerException) : base(message, innerException) { }
    public ServiceQuotaExceededException(Exception innerException) : base(innerException) { }
    public ServiceQuotaExceededException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public ServiceQuotaExceededException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error SnapStartException.</summary>
public class SnapStartException : AmazonLambdaException
{
    public SnapStartException() { }
    public SnapStartException(string message) : base(message) { }
    public SnapStartException(string message, Exception innerException) : base(message, innerException) { }
    public SnapStartException(Exception innerException) : base(innerException) { }
    public SnapStartException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public SnapStartException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error SnapStartNotReadyException.</summary>
public class SnapStartNotReadyException : AmazonLambdaException
{
    public SnapStartNotReadyException() { }
    public SnapStartNotReadyException(string message) : base(message) { }
    public SnapStartNotReadyException(string message, Exception innerException) : base(message, innerException) { }
    public SnapStartNotReadyException(Exception innerException) : base(innerException) { }
    public SnapStartNotReadyException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public SnapStartNotReadyException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error SnapStartRegenerationFailureException.</summary>
public class SnapStartRegenerationFailureException : AmazonLambdaException
{
    public SnapStartRegenerationFailureException() { }
    public SnapStartRegenerationFailureException(string message) : base(message) { }
    public SnapStartRegenerationFailureException(string message, Exception innerException) : base(message, innerException) { }
    public SnapStartRegenerationFailureException(Exception innerException) : base(innerException) { }
    public SnapStartRegenerationFailureException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public SnapStartRegenerationFailureException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error SnapStartTimeoutException.</summary>
public class SnapStartTimeoutException : AmazonLambdaException
{
    public SnapStartTimeoutException() { }
    public SnapStartTimeoutException(string message) : base(message) { }
    public SnapStartTimeoutException(string message, Exception innerException) : base(message, innerException) { }
    public SnapStartTimeoutException(Exception innerException) : base(innerException) { }
    public SnapStartTimeoutException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public SnapStartTimeoutException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error SubnetIPAddressLimitReachedException.</summary>
public class SubnetIPAddressLimitReachedException : AmazonLambdaException
{
    public SubnetIPAddressLimitReachedException() { }
    public SubnetIPAddressLimitReachedException(string message) : base(message) { }
    public SubnetIPAddressLimitReachedException(string message, Exception innerException) : base(message, innerException) { }
    public SubnetIPAddressLimitReachedException(Exception innerException) : base(innerException) { }
    public SubnetIPAddressLimitReachedException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public SubnetIPAddressLimitReachedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}

/// <summary>Modelled error TooManyRequestsException.</summary>
public class TooManyRequestsException : AmazonLambdaException
{
    public TooManyRequestsException() { }
    public TooManyRequestsException(string message) : base(message) { }
    public TooManyRequestsException(string message, Exception innerException) : base(message, innerException) { }
    public TooManyRequestsException(Exception innerException) : base(innerException) { }
    public TooManyRequestsException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public TooManyRequestsException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string RetryAfterSeconds { get; set; }
    public string Type { get; set; }
    public ThrottleReason Reason { get; set; }
}

/// <summary>Modelled error UnsupportedMediaTypeException.</summary>
public class UnsupportedMediaTypeException : AmazonLambdaException
{
    public UnsupportedMediaTypeException() { }
    public UnsupportedMediaTypeException(string message) : base(message) { }
    public UnsupportedMediaTypeException(string message, Exception innerException) : base(message, innerException) { }
    public UnsupportedMediaTypeException(Exception innerException) : base(innerException) { }
    public UnsupportedMediaTypeException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public UnsupportedMediaTypeException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string Type { get; set; }
}
