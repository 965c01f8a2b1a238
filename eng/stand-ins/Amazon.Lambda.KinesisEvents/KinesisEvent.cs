using System.Runtime.Serialization;
using System.Text.Json.Serialization;

namespace Amazon.Lambda.KinesisEvents;

/// <summary>A batch of a data stream.</summary>
public class KinesisEvent
{
    public IList<KinesisEventRecord> Records { get; set; }

    public class KinesisEventRecord
    {
        public string AwsRegion { get; set; }
        public string EventId { get; set; }
        public string EventName { get; set; }
        public string EventSource { get; set; }
        public string EventSourceARN { get; set; }
        public string EventVersion { get; set; }
        public string InvokeIdentityArn { get; set; }
        public Record Kinesis { get; set; }
    }

    public class Record : Amazon.Kinesis.Model.Record
    {
        public string KinesisSchemaVersion { get; set; }
    }
}

/// <summary>Names the records of a batch that failed.</summary>
[DataContract]
public class StreamsEventResponse
{
    [DataMember(Name = "batchItemFailures", EmitDefaultValue = false), JsonPropertyName("batchItemFailures")]
    public IList<BatchItemFailure> BatchItemFailures { get; set; }

    [DataContract]
    public class BatchItemFailure
    {
        [DataMember(Name = "itemIdentifier", EmitDefaultValue = false), JsonPropertyName("itemIdentifier")]
        public string ItemIdentifier { get; set; }
    }
}
