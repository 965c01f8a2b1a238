using System.Collections;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaLift.Verifier.Hosting.Sdk;

/// <summary>Builds an SDK response object from JSON by .NET property names.</summary>
internal static class SdkObjectReader
{
    /// <exception cref="HostingException">The JSON does not fit the type.</exception>
    public static object ReadResponse(JsonObject body, Type type)
    {
        var response = ReadObject(body, type);
        SetBase(response, "HttpStatusCode", StatusOf(type));
        if (type.GetProperty("ResponseMetadata") is { CanWrite: true } metadata && metadata.GetValue(response) is null)
        {
            var value = Activator.CreateInstance(metadata.PropertyType)!;
            SetBase(value, "RequestId", "00000000-0000-4000-8000-000000000000");
            metadata.SetValue(response, value);
        }

        // Lambda answers a synchronous invocation with 200, which people compare with.
        if (type.FullName == "Amazon.Lambda.Model.InvokeResponse" && body["StatusCode"] is null)
            SdkShape.Of(type).Find("StatusCode")?.Set(response, 200);
        return response;
    }

    // S3 answers the deletion of one thing with 204; other services that people compare with answer 200.
    private static HttpStatusCode StatusOf(Type response) =>
        response.Namespace == "Amazon.S3.Model" && response.Name.StartsWith("Delete", StringComparison.Ordinal) && response.Name != "DeleteObjectsResponse" ? HttpStatusCode.NoContent : HttpStatusCode.OK;

    private static void SetBase(object target, string property, object value)
    {
        var found = target.GetType().GetProperty(property);
        if (found is { CanWrite: true } && found.PropertyType.IsInstanceOfType(value)) found.SetValue(target, value);
    }

    private static object ReadObject(JsonObject json, Type type)
    {
        var target = Activator.CreateInstance(type, nonPublic: true)
            ?? throw new HostingException($"{type.FullName} cannot be constructed.");
        var shape = SdkShape.Of(type);
        foreach (var (name, value) in json)
        {
            if (value is null) continue;
            // As the SDK does with what it does not know: answers follow the newest model, the user's SDK may be older.
            if (shape.Find(name) is not { } member) continue;
            if (!member.CanWrite) throw new HostingException($"{type.FullName}.{member.Name} cannot be set.");
            member.Set(target, Read(value, member.Type));
        }

        return target;
    }

    private static object? Read(JsonNode? json, Type type)
    {
        if (json is null) return null;
        type = Nullable.GetUnderlyingType(type) ?? type;
        try
        {
            return json switch
            {
                JsonObject map when DictionaryTypes(type) is { } entry => ReadMap(map, entry.Key, entry.Value),
                JsonObject structure when !IsScalar(type) => ReadObject(structure, type),
                JsonArray items when ElementType(type) is { } element => ReadList(items, element),
                JsonValue value => ReadScalar(value, type),
                _ => throw new FormatException("shape"),
            };
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or InvalidCastException or OverflowException)
        {
            throw new HostingException($"{json.ToJsonString()} is not a value of {type}.", error);
        }
    }

    private static bool IsScalar(Type type) =>
        type == typeof(string) || type.IsPrimitive || type.IsEnum || type == typeof(decimal) || type == typeof(DateTime) || typeof(Stream).IsAssignableFrom(type);

    private static object ReadScalar(JsonValue value, Type type)
    {
        if (type == typeof(string)) return value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        if (type == typeof(bool)) return value.GetValue<bool>();
        if (type == typeof(DateTime)) return ReadTime(value);
        if (type.IsEnum) return Enum.Parse(type, value.GetValue<string>(), ignoreCase: true);
        if (type.IsPrimitive || type == typeof(decimal))
            return Convert.ChangeType(decimal.Parse(value.ToJsonString().Trim('"'), NumberStyles.Float, CultureInfo.InvariantCulture), type, CultureInfo.InvariantCulture);
        if (type.IsAssignableFrom(typeof(MemoryStream))) return new MemoryStream(Convert.FromBase64String(value.GetValue<string>()));

        if (SdkTypes.IsConstantClass(type))
            return Activator.CreateInstance(type, value.GetValue<string>()) ?? throw new FormatException("constant");
        throw new FormatException("scalar");
    }

    private static DateTime ReadTime(JsonValue value) =>
        value.GetValueKind() == JsonValueKind.Number
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)(value.GetValue<double>() * 1000)).UtcDateTime
            : DateTime.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

    private static IList ReadList(JsonArray items, Type element)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        foreach (var item in items) list.Add(Read(item, element));
        return list;
    }

    private static IDictionary ReadMap(JsonObject entries, Type key, Type value)
    {
        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value))!;
        foreach (var (name, content) in entries) map.Add(key == typeof(string) ? name : Read(JsonValue.Create(name), key)!, Read(content, value));
        return map;
    }

    private static Type? ElementType(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() is { } definition
            && (definition == typeof(List<>) || definition == typeof(IList<>) || definition == typeof(IEnumerable<>))
            ? type.GetGenericArguments()[0] : null;

    private static KeyValuePair<Type, Type>? DictionaryTypes(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() is { } definition
            && (definition == typeof(Dictionary<,>) || definition == typeof(IDictionary<,>))
            ? new(type.GetGenericArguments()[0], type.GetGenericArguments()[1]) : null;
}
