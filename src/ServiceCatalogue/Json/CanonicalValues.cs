using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaLift.ServiceCatalogue;

/// <summary>
/// The canonical form of API values: members by API name; blobs as base64 text; timestamps as ISO 8601 UTC text without trailing zeros; bytes or text that
/// hold JSON by the API's contract (Lambda's payload) as that JSON.
/// </summary>
internal static class CanonicalValues
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The compact JSON text of a value, as Step Functions sends an object given for a text.</summary>
    public static string Text(JsonNode? value) => value is null ? "null" : value.ToJsonString(Compact);

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>The text of base64, or null if it is not base64.</summary>
    public static string? FromBase64(string text)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The JSON in a text; a text that is not JSON stands for itself.</summary>
    public static JsonNode? ParseOrText(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    /// <summary>A timestamp given as ISO 8601 text or as seconds since 1970; null if it is neither.</summary>
    public static string? Timestamp(JsonNode value)
    {
        if (value.GetValueKind() == JsonValueKind.Number)
            return Iso8601(Epoch.AddTicks((long)Math.Round(Number(value) * TimeSpan.TicksPerSecond)));
        return value.GetValueKind() == JsonValueKind.String
            && DateTime.TryParse(value.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time)
            ? Iso8601(time)
            : null;
    }

    public static string? EpochMillisecondsToIso(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.Number ? Iso8601(Epoch.AddMilliseconds((double)Number(value))) : null;

    public static long? IsoToEpochMilliseconds(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String
        && DateTime.TryParse(value.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time)
            ? (time.Ticks - Epoch.Ticks) / TimeSpan.TicksPerMillisecond
            : null;

    public static bool IsText(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String;

    private static DateTime Epoch { get; } = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static decimal Number(JsonNode value) => decimal.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Iso8601(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
