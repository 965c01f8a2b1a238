// Hand-reduced surface of AWSSDK.SimpleEmail: see eng/stand-ins/README.md.
using System.Net;
using Amazon.Runtime;

namespace Amazon.SimpleEmail.Model;

/// <summary>Modelled error AccountSendingPausedException.</summary>
public class AccountSendingPausedException : AmazonSimpleEmailServiceException
{
    public AccountSendingPausedException() { }
    public AccountSendingPausedException(string message) : base(message) { }
    public AccountSendingPausedException(string message, Exception innerException) : base(message, innerException) { }
    public AccountSendingPausedException(Exception innerException) : base(innerException) { }
    public AccountSendingPausedException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public AccountSendingPausedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>Modelled error ConfigurationSetDoesNotExistException.</summary>
public class ConfigurationSetDoesNotExistException : AmazonSimpleEmailServiceException
{
    public ConfigurationSetDoesNotExistException() { }
    public ConfigurationSetDoesNotExistException(string message) : base(message) { }
    public ConfigurationSetDoesNotExistException(string message, Exception innerException) : base(message, innerException) { }
    public ConfigurationSetDoesNotExistException(Exception innerException) : base(innerException) { }
    public ConfigurationSetDoesNotExistException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public ConfigurationSetDoesNotExistException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string ConfigurationSetName { get; set; }
}

/// <summary>Modelled error ConfigurationSetSendingPausedException.</summary>
public class ConfigurationSetSendingPausedException : AmazonSimpleEmailServiceException
{
    public ConfigurationSetSendingPausedException() { }
    public ConfigurationSetSendingPausedException(string message) : base(message) { }
    public ConfigurationSetSendingPausedException(string message, Exception innerException) : base(message, innerException) { }
    public ConfigurationSetSendingPausedException(Exception innerException) : base(innerException) { }
    public ConfigurationSetSendingPausedException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public ConfigurationSetSendingPausedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string ConfigurationSetName { get; set; }
}

/// <summary>Modelled error MailFromDomainNotVerifiedException.</summary>
public class MailFromDomainNotVerifiedException : AmazonSimpleEmailServiceException
{
    public MailFromDomainNotVerifiedException() { }
    public MailFromDomainNotVerifiedException(string message) : base(message) { }
    public MailFromDomainNotVerifiedException(string message, Exception innerException) : base(message, innerException) { }
    public MailFromDomainNotVerifiedException(Exception innerException) : base(innerException) { }
    public MailFromDomainNotVerifiedException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public MailFromDomainNotVerifiedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>Modelled error MessageRejected.</summary>
public class MessageRejectedException : AmazonSimpleEmailServiceException
{
    public MessageRejectedException() { }
    public MessageRejectedException(string message) : base(message) { }
    public MessageRejectedException(string message, Exception innerException) : base(message, innerException) { }
    public MessageRejectedException(Exception innerException) : base(innerException) { }
    public MessageRejectedException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public MessageRejectedException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>Modelled error TemplateDoesNotExistException.</summary>
public class TemplateDoesNotExistException : AmazonSimpleEmailServiceException
{
    public TemplateDoesNotExistException() { }
    public TemplateDoesNotExistException(string message) : base(message) { }
    public TemplateDoesNotExistException(string message, Exception innerException) : base(message, innerException) { }
    public TemplateDoesNotExistException(Exception innerException) : base(innerException) { }
    public TemplateDoesNotExistException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, errorType, errorCode, requestId, statusCode) { }
    public TemplateDoesNotExistException(string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode) : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
    public string TemplateName { get; set; }
}
