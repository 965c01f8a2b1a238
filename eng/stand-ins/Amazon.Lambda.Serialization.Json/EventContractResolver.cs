using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace Amazon.Lambda.Serialization.Json;

/// <summary>The event types whose members are not what Newtonsoft would make of them: base64 streams, Unix times, names with hyphens.</summary>
internal sealed class EventContractResolver : DefaultContractResolver
{
    protected override IList<JsonProperty> CreateProperties(Type type, MemberSerialization memberSerialization)
    {
        var properties = base.CreateProperties(type, memberSerialization);
        foreach (var property in properties)
        {
            switch (type.FullName, property.UnderlyingName)
            {
                case ("Amazon.Lambda.KinesisEvents.KinesisEvent+Record", "Data"):
                case ("Amazon.Lambda.DynamoDBEvents.DynamoDBEvent+AttributeValue" or "Amazon.DynamoDBv2.Model.AttributeValue", "B"):
                case ("Amazon.Lambda.SQSEvents.SQSEvent+MessageAttribute", "BinaryValue"):
                    property.Converter = new StreamConverter();
                    break;
                case ("Amazon.Lambda.DynamoDBEvents.DynamoDBEvent+AttributeValue" or "Amazon.DynamoDBv2.Model.AttributeValue", "BS"):
                case ("Amazon.Lambda.SQSEvents.SQSEvent+MessageAttribute", "BinaryListValues"):
                    property.Converter = new StreamListConverter();
                    break;
                case ("Amazon.Lambda.KinesisEvents.KinesisEvent+Record", "ApproximateArrivalTimestamp"):
                case ("Amazon.Lambda.DynamoDBEvents.DynamoDBEvent+StreamRecord" or "Amazon.DynamoDBv2.Model.StreamRecord", "ApproximateCreationDateTime"):
                    property.Converter = new UnixTimeConverter();
                    break;
                case (_, "DetailType") when IsCloudWatchEvent(type):
                    property.PropertyName = "detail-type";
                    break;
            }
        }

        return properties;
    }

    private static bool IsCloudWatchEvent(Type type) =>
        type.FullName!.StartsWith("Amazon.Lambda.CloudWatchEvents.", StringComparison.Ordinal)
        || type.BaseType?.FullName?.StartsWith("Amazon.Lambda.CloudWatchEvents.CloudWatchEvent`", StringComparison.Ordinal) == true;

    private sealed class StreamConverter : JsonConverter<MemoryStream>
    {
        public override bool CanWrite => false;

        public override MemoryStream ReadJson(JsonReader reader, Type objectType, MemoryStream existingValue, bool hasExistingValue, Newtonsoft.Json.JsonSerializer serializer) =>
            reader.Value is string text ? new MemoryStream(Convert.FromBase64String(text)) : null;

        public override void WriteJson(JsonWriter writer, MemoryStream value, Newtonsoft.Json.JsonSerializer serializer) => throw new NotSupportedException("Events are read only.");
    }

    private sealed class StreamListConverter : JsonConverter<List<MemoryStream>>
    {
        public override bool CanWrite => false;

        public override List<MemoryStream> ReadJson(JsonReader reader, Type objectType, List<MemoryStream> existingValue, bool hasExistingValue, Newtonsoft.Json.JsonSerializer serializer) =>
            reader.TokenType == JsonToken.Null ? null : [.. JArray.Load(reader).Select(item => new MemoryStream(Convert.FromBase64String((string)item)))];

        public override void WriteJson(JsonWriter writer, List<MemoryStream> value, Newtonsoft.Json.JsonSerializer serializer) => throw new NotSupportedException("Events are read only.");
    }

    private sealed class UnixTimeConverter : JsonConverter
    {
        public override bool CanWrite => false;

        public override bool CanConvert(Type objectType) => objectType == typeof(DateTime) || objectType == typeof(DateTime?);

        public override object ReadJson(JsonReader reader, Type objectType, object existingValue, Newtonsoft.Json.JsonSerializer serializer) => reader.Value switch
        {
            long seconds => DateTime.UnixEpoch.AddSeconds(seconds),
            double seconds => DateTime.UnixEpoch.AddSeconds(seconds),
            null when objectType == typeof(DateTime) => default(DateTime),
            var other => other,
        };

        public override void WriteJson(JsonWriter writer, object value, Newtonsoft.Json.JsonSerializer serializer) => throw new NotSupportedException("Events are read only.");
    }
}
