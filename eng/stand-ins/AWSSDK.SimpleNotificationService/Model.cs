// Hand-reduced surface of AWSSDK.SimpleNotificationService: see eng/stand-ins/README.md.
using Amazon.Runtime;

namespace Amazon.SimpleNotificationService.Model;

/// <summary>Input of Publish.</summary>
public partial class PublishRequest : AmazonSimpleNotificationServiceRequest
{
    public string TopicArn { get; set; }
    public string TargetArn { get; set; }
    public string PhoneNumber { get; set; }
    public string Message { get; set; }
    public string Subject { get; set; }
    public string MessageStructure { get; set; }
    public Dictionary<string, MessageAttributeValue> MessageAttributes { get; set; }
    public string MessageDeduplicationId { get; set; }
    public string MessageGroupId { get; set; }
}

/// <summary>Output of Publish.</summary>
public partial class PublishResponse : AmazonWebServiceResponse
{
    public string MessageId { get; set; }
    public string SequenceNumber { get; set; }
}

/// <summary>Input of PublishBatch.</summary>
public partial class PublishBatchRequest : AmazonSimpleNotificationServiceRequest
{
    public string TopicArn { get; set; }
    public List<PublishBatchRequestEntry> PublishBatchRequestEntries { get; set; }
}

/// <summary>Output of PublishBatch.</summary>
public partial class PublishBatchResponse : AmazonWebServiceResponse
{
    public List<PublishBatchResultEntry> Successful { get; set; }
    public List<BatchResultErrorEntry> Failed { get; set; }
}

/// <summary>Structure BatchResultErrorEntry.</summary>
public partial class BatchResultErrorEntry
{
    public string Id { get; set; }
    public string Code { get; set; }
    public string Message { get; set; }
    public bool? SenderFault { get; set; }
}

/// <summary>Structure MessageAttributeValue.</summary>
public partial class MessageAttributeValue
{
    public string DataType { get; set; }
    public string StringValue { get; set; }
    public MemoryStream BinaryValue { get; set; }
}

/// <summary>Structure PublishBatchRequestEntry.</summary>
public partial class PublishBatchRequestEntry
{
    public string Id { get; set; }
    public string Message { get; set; }
    public string Subject { get; set; }
    public string MessageStructure { get; set; }
    public Dictionary<string, MessageAttributeValue> MessageAttributes { get; set; }
    public string MessageDeduplicationId { get; set; }
    public string MessageGroupId { get; set; }
}

/// <summary>Structure PublishBatchResultEntry.</summary>
public partial class PublishBatchResultEntry
{
    public string Id { get; set; }
    public string MessageId { get; set; }
    public string SequenceNumber { get; set; }
}
