using System.Text.Json.Serialization;

namespace Amazon.Lambda.CloudWatchEvents
{
    /// <summary>An event of EventBridge.</summary>
    public class CloudWatchEvent<T>
    {
        public string Version { get; set; }
        public string Account { get; set; }
        public string Region { get; set; }
        public T Detail { get; set; }
        [JsonPropertyName("detail-type")]
        public string DetailType { get; set; }
        public string Source { get; set; }
        public DateTime Time { get; set; }
        public string Id { get; set; }
        public List<string> Resources { get; set; }
    }
}

namespace Amazon.Lambda.CloudWatchEvents.ScheduledEvents
{
    /// <summary>The event of a schedule.</summary>
    public class ScheduledEvent : CloudWatchEvent<Detail>;

    /// <summary>A schedule's event has no details.</summary>
    public class Detail;
}
