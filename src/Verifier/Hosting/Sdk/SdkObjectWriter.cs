using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;

namespace LambdaLift.Verifier.Hosting.Sdk;

/// <summary>Turns an SDK request object into JSON by .NET property names; members that are not set are absent.</summary>
internal static class SdkObjectWriter
{
    public static JsonObject WriteRequest(object request) => WriteObject(request);

    private static JsonObject WriteObject(object value)
    {
        var json = new JsonObject();
        foreach (var member in SdkShape.Of(value.GetType()).Members)
        {
            if (!member.IsSet(value)) continue;
            if (member.Get(value) is { } content) json[member.Name] = Write(content);
        }

        return json;
    }

    private static JsonNode? Write(object? value)
    {
        switch (value)
        {
            case null: return null;
            case string text: return text;
            case bool flag: return flag;
            case byte or sbyte or short or ushort or int or uint or long:
                return JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture));
            case float single: return JsonValue.Create(single);
            case double number: return JsonValue.Create(number);
            case decimal number: return JsonValue.Create(number);
            case DateTime time:
                return (time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
            case DateTimeOffset time: return Write(time.UtcDateTime);
            case byte[] bytes: return Convert.ToBase64String(bytes);
            case Stream stream: return Convert.ToBase64String(ReadAll(stream));
            case Enum constant: return constant.ToString();
            case IDictionary map:
                {
                    var json = new JsonObject();
                    // The marshaller writes an attribute value that is null as one without members.
                    var isStructured = map.GetType().GetGenericArguments() is [_, { Name: "AttributeValue" }];
                    foreach (DictionaryEntry entry in map) json[Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!] = entry.Value is null && isStructured ? new JsonObject() : Write(entry.Value);
                    return json;
                }

            case IEnumerable items:
                {
                    var json = new JsonArray();
                    foreach (var item in items) json.Add(Write(item));
                    return json;
                }
        }

        return SdkTypes.IsConstantClass(value.GetType()) ? value.ToString() : WriteObject(value);
    }

    private static byte[] ReadAll(Stream stream)
    {
        if (stream is MemoryStream memory) return memory.ToArray();
        // The stream stays the handler's: what was read from it is given back where it can be.
        var position = stream.CanSeek ? stream.Position : 0;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        if (stream.CanSeek) stream.Position = position;
        return copy.ToArray();
    }
}
