namespace Amazon.Lambda.Annotations.SQS
{
    /// <summary>Invokes the function with batches of a queue's messages.</summary>
    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public class SQSEventAttribute(string queue) : Attribute
    {
        public string Queue { get; set; } = queue;
        public string ResourceName { get; set; }
        public bool Enabled { get; set; } = true;
        public uint BatchSize { get; set; } = 10;
        public uint MaximumBatchingWindowInSeconds { get; set; }
        public string Filters { get; set; }
        public uint MaximumConcurrency { get; set; }
    }
}

namespace Amazon.Lambda.Annotations.SNS
{
    /// <summary>Invokes the function with a topic's notifications.</summary>
    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public class SNSEventAttribute(string topic) : Attribute
    {
        public string Topic { get; set; } = topic;
        public string ResourceName { get; set; }
        public string FilterPolicy { get; set; }
        public bool Enabled { get; set; } = true;
    }
}

namespace Amazon.Lambda.Annotations.S3
{
    /// <summary>Invokes the function with a bucket's notifications.</summary>
    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public class S3EventAttribute(string bucket) : Attribute
    {
        public string Bucket { get; set; } = bucket;
        public string ResourceName { get; set; }
        public string Events { get; set; }
        public string FilterPrefix { get; set; }
        public string FilterSuffix { get; set; }
        public bool Enabled { get; set; } = true;
    }
}

namespace Amazon.Lambda.Annotations.DynamoDB
{
    /// <summary>Invokes the function with batches of a table's stream.</summary>
    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    public class DynamoDBEventAttribute(string stream) : Attribute
    {
        public string Stream { get; set; } = stream;
        public string ResourceName { get; set; }
        public uint BatchSize { get; set; } = 100;
        public StartingPosition StartingPosition { get; set; } = StartingPosition.LATEST;
        public bool Enabled { get; set; } = true;
        public uint MaximumBatchingWindowInSeconds { get; set; }
        public string Filters { get; set; }
    }

    public enum StartingPosition
    {
        LATEST,
        TRIM_HORIZON,
    }
}

namespace Amazon.Lambda.Annotations.Schedule
{
    /// <summary>Invokes the function on a schedule.</summary>
    [AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
    public class ScheduleEventAttribute(string schedule) : Attribute
    {
        public string Schedule { get; set; } = schedule;
        public string ResourceName { get; set; }
        public string Description { get; set; }
        public string Input { get; set; }
        public bool Enabled { get; set; } = true;
    }
}
