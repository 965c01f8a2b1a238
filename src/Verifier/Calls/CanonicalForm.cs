using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LambdaLift.ServiceCatalogue;
using LambdaLift.StatesLanguage.Json;

namespace LambdaLift.Verifier.Calls;

/// <summary>
/// Makes requests and results comparable: what does not count for a service or a caller (absent against null members, white space of
/// JSON inside text, spelling of numbers, points in time and characters in JSON) is made equal.
/// </summary>
internal static partial class CanonicalForm
{
    private const string Marker = "$json";

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>A value of the given API type; without a type, only what holds for all JSON.</summary>
    public static JsonData Of(JsonNode? value, Shape? shape)
    {
        switch (value)
        {
            case null: return JsonData.Null;
            case JsonArray items: return JsonData.Array([.. items.Select(item => Of(item, shape?.Element))]);
            case JsonObject members:
                {
                    var result = new List<(string, JsonData)>();
                    foreach (var (name, content) in members)
                    {
                        // A member that is null is not sent; in JSON that is content (a Lambda payload), null is a value.
                        if (content is null && shape is { Kind: ShapeKind.Structure }) continue;
                        result.Add((name, content is null ? JsonData.Null : Member(name, content, shape)));
                    }

                    return JsonData.Object([.. result]);
                }
        }

        if (value.GetValueKind() != JsonValueKind.String) return JsonData.Parse(value.ToJsonString());
        var text = value.GetValue<string>();
        return shape?.Kind switch
        {
            ShapeKind.Blob => Bytes(text),
            ShapeKind.Timestamp => Time(text),
            _ => Text(text),
        };
    }

    /// <summary>Any JSON value, with JSON inside its texts parsed.</summary>
    public static JsonData Of(JsonData value) => value switch
    {
        DataString text => Text(text.Value),
        DataArray items => JsonData.Array([.. items.Select(Of)]),
        DataObject members => JsonData.Object([.. members.Select(member => (member.Key, Of(member.Value)))]),
        _ => value,
    };

    private static JsonData Member(string name, JsonNode content, Shape? owner)
    {
        if (owner is { Kind: ShapeKind.Map }) return Of(content, owner.Value);
        // DynamoDB keeps numbers, not their spelling.
        if (owner is { Name: "AttributeValue" } && name is "N" && content.GetValueKind() == JsonValueKind.String) return Number(content.GetValue<string>());
        if (owner is { Name: "AttributeValue" } && name is "NS" && content is JsonArray numbers)
            return JsonData.Array([.. numbers.Select(number => Number(number!.GetValue<string>()))]);
        return Of(content, owner?.FindMember(name)?.Shape);
    }

    private static JsonData Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture) : text;

    private static JsonData Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) : text;

    private static JsonData Bytes(string base64)
    {
        if (!Base64.IsValid(base64)) return base64;
        try
        {
            return Text(StrictUtf8.GetString(Convert.FromBase64String(base64)));
        }
        catch (DecoderFallbackException)
        {
            return base64;
        }
    }

    /// <summary>
    /// Text around JSON text: System.Text.Json writes characters as <c>\uXXXX</c> that others write as they are, however deep texts are in texts (LIFT3025). A
    /// backslash only ever says how the next character is written.
    /// </summary>
    public static string Unescaped(string text) => !text.Contains('\\', StringComparison.Ordinal) ? text
        : EscapedCharacter().Replace(text, escape => ((char)int.Parse(escape.ValueSpan[^4..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()).Replace("\\", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\\+[uU][0-9A-Fa-f]{4}", RegexOptions.CultureInvariant)]
    private static partial Regex EscapedCharacter();

    /// <summary>ISO 8601 with a zone: serializers write as many digits of a second as it takes, JSONata and Step Functions three.</summary>
    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?(Z|[+-]\d\d:\d\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex PointInTime();

    private static JsonData Text(string text)
    {
        if (PointInTime().IsMatch(text)) return Time(text);
        var start = text.AsSpan().TrimStart();
        if (start.IsEmpty || start[0] is not ('{' or '[') || !JsonData.TryParse(text, out var json)) return Unescaped(text);
        // Marked, so that text holding JSON never equals the JSON itself.
        return JsonData.Object((Marker, Of(json)));
    }
}
