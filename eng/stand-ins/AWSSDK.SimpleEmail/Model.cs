// Hand-reduced surface of AWSSDK.SimpleEmail: see eng/stand-ins/README.md.
using Amazon.Runtime;

namespace Amazon.SimpleEmail.Model;

/// <summary>Input of SendEmail.</summary>
public partial class SendEmailRequest : AmazonSimpleEmailServiceRequest
{
    public string Source { get; set; }
    public Destination Destination { get; set; }
    public Message Message { get; set; }
    public List<string> ReplyToAddresses { get; set; }
    public string ReturnPath { get; set; }
    public string SourceArn { get; set; }
    public string ReturnPathArn { get; set; }
    public List<MessageTag> Tags { get; set; }
    public string ConfigurationSetName { get; set; }
}

/// <summary>Output of SendEmail.</summary>
public partial class SendEmailResponse : AmazonWebServiceResponse
{
    public string MessageId { get; set; }
}

/// <summary>Input of SendRawEmail.</summary>
public partial class SendRawEmailRequest : AmazonSimpleEmailServiceRequest
{
    public string Source { get; set; }
    public List<string> Destinations { get; set; }
    public RawMessage RawMessage { get; set; }
    public string FromArn { get; set; }
    public string SourceArn { get; set; }
    public string ReturnPathArn { get; set; }
    public List<MessageTag> Tags { get; set; }
    public string ConfigurationSetName { get; set; }
}

/// <summary>Output of SendRawEmail.</summary>
public partial class SendRawEmailResponse : AmazonWebServiceResponse
{
    public string MessageId { get; set; }
}

/// <summary>Input of SendTemplatedEmail.</summary>
public partial class SendTemplatedEmailRequest : AmazonSimpleEmailServiceRequest
{
    public string Source { get; set; }
    public Destination Destination { get; set; }
    public List<string> ReplyToAddresses { get; set; }
    public string ReturnPath { get; set; }
    public string SourceArn { get; set; }
    public string ReturnPathArn { get; set; }
    public List<MessageTag> Tags { get; set; }
    public string ConfigurationSetName { get; set; }
    public string Template { get; set; }
    public string TemplateArn { get; set; }
    public string TemplateData { get; set; }
}

/// <summary>Output of SendTemplatedEmail.</summary>
public partial class SendTemplatedEmailResponse : AmazonWebServiceResponse
{
    public string MessageId { get; set; }
}

/// <summary>Structure Body.</summary>
public partial class Body
{
    public Content Text { get; set; }
    public Content Html { get; set; }
}

/// <summary>Structure Content.</summary>
public partial class Content
{
    public string Data { get; set; }
    public string Charset { get; set; }
}

/// <summary>Structure Destination.</summary>
public partial class Destination
{
    public List<string> ToAddresses { get; set; }
    public List<string> CcAddresses { get; set; }
    public List<string> BccAddresses { get; set; }
}

/// <summary>Structure Message.</summary>
public partial class Message
{
    public Content Subject { get; set; }
    public Body Body { get; set; }
}

/// <summary>Structure MessageTag.</summary>
public partial class MessageTag
{
    public string Name { get; set; }
    public string Value { get; set; }
}

/// <summary>Structure RawMessage.</summary>
public partial class RawMessage
{
    public MemoryStream Data { get; set; }
}
