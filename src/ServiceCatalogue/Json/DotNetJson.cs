using System.Globalization;
using System.Text.Json.Nodes;

namespace LambdaLift.ServiceCatalogue;

/// <summary>
/// Translates between the properties of the .NET SDK's objects, as JSON by property name, and the canonical form of API values. In the .NET form a stream
/// is base64 text, a <c>DateTime</c> ISO 8601 text, a constant its value; a property that is not set is absent.
/// </summary>
/// <remarks>Canonical: members by API name; blobs as base64 text; timestamps as ISO 8601 UTC text; a blob or text that holds JSON by the API's contract
/// (the payload of Lambda's Invoke) as that JSON.</remarks>
public static class DotNetJson
{
    /// <summary>The API form of a request, response or structure object.</summary>
    public static ApiTranslation ToApi(DotNetClass type, JsonObject properties)
    {
        var problems = new List<string>();
        return new ApiTranslation(new Reader(problems, JsonMembers.Of(type)).Object(type, properties, ""), problems);
    }

    /// <summary>The properties of a request, response or structure object with the given API form.</summary>
    public static ApiTranslation FromApi(DotNetClass type, JsonObject api)
    {
        var problems = new List<string>();
        return new ApiTranslation(new Writer(problems, JsonMembers.Of(type)).Object(type, api, ""), problems);
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : path + "." + name;

    private sealed class Reader
    {
        private readonly List<string> _problems;
        private readonly JsonMembers _jsonMembers;

        public Reader(List<string> problems, JsonMembers jsonMembers)
        {
            _problems = problems;
            _jsonMembers = jsonMembers;
        }

        public JsonObject Object(DotNetClass type, JsonObject source, string path)
        {
            var target = new JsonObject();
            foreach (var entry in source)
            {
                if (entry.Value is null)
                    continue;
                if (type.FindProperty(entry.Key) is not { } property)
                    _problems.Add($"{type.Name} has no property {entry.Key}.");
                else
                    Property(target, property, entry.Value, path);
            }
            return target;
        }

        private void Property(JsonObject target, DotNetProperty property, JsonNode value, string path)
        {
            switch (property.Conversion)
            {
                // The entries of a map are in the map too.
                case DotNetConversion.NotInApi or DotNetConversion.MapEntry:
                    return;
                case DotNetConversion.Composed:
                    _problems.Add($"{property} is composed by the client: {property.Note}");
                    return;
                case DotNetConversion.Whole:
                    if (value is JsonObject whole)
                        Merge(target, Object(property.DeclaringClass.Service.DotNet.ClassOf(property.Shape!), whole, path));
                    return;
            }
            var memberPath = property.Path.Aggregate(path, (p, m) => Join(p, m.Name));
            var translated = Convert(property, value, memberPath);
            if (translated is not null)
                SetAt(target, property.Path, translated);
        }

        private JsonNode? Convert(DotNetProperty property, JsonNode value, string path)
        {
            var shape = property.Shape!;
            switch (property.Conversion)
            {
                case DotNetConversion.Utf8Text when CanonicalValues.IsText(value):
                    return _jsonMembers.Contains(path) ? CanonicalValues.ParseOrText(value.GetValue<string>()) : CanonicalValues.Base64(value.GetValue<string>());
                case DotNetConversion.EpochMilliseconds when CanonicalValues.IsoToEpochMilliseconds(value) is { } milliseconds:
                    return milliseconds;
                case DotNetConversion.InvariantText:
                    return CanonicalValues.IsText(value) ? value.DeepClone() : value.ToJsonString();
                case DotNetConversion.ParsedText when CanonicalValues.IsText(value):
                    return Parse(shape, value.GetValue<string>(), path);
            }
            if (property.ElementPath.Count > 0 && value is JsonArray items)
                return new JsonArray(items.Select(i => Wrap(property.ElementPath, i?.DeepClone())).ToArray());
            return Value(shape, value, path, property.DeclaringClass.Service);
        }

        private JsonNode? Parse(Shape shape, string text, string path)
        {
            if (shape.Kind == ShapeKind.Timestamp)
                return CanonicalValues.Timestamp(JsonValue.Create(text));
            if (shape.Kind == ShapeKind.Boolean && bool.TryParse(text, out var flag))
                return flag;
            if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                return number;
            _problems.Add($"{path}: '{text}' is not of the type {shape}.");
            return null;
        }

        private JsonNode? Value(Shape shape, JsonNode? value, string path, AwsService service)
        {
            switch (shape.Kind)
            {
                case ShapeKind.Structure when value is JsonObject structure:
                    return Object(service.DotNet.ClassOf(shape), structure, path);
                case ShapeKind.List when value is JsonArray items:
                    return new JsonArray(items.Select(i => Value(shape.Element!, i, path, service)).ToArray());
                case ShapeKind.Map when value is JsonObject entries:
                    return new JsonObject(entries.Select(e => new KeyValuePair<string, JsonNode?>(e.Key, Value(shape.Value!, e.Value, path, service))));
                case ShapeKind.Timestamp when value is not null:
                    return CanonicalValues.Timestamp(value) ?? Mismatch(shape, value, path);
                case ShapeKind.Blob when CanonicalValues.IsText(value):
                    return _jsonMembers.Contains(path) && CanonicalValues.FromBase64(value!.GetValue<string>()) is { } text ? CanonicalValues.ParseOrText(text) : value!.DeepClone();
                case ShapeKind.Structure or ShapeKind.List or ShapeKind.Map or ShapeKind.Blob:
                    return value is null ? null : Mismatch(shape, value, path);
                default:
                    return value?.DeepClone();
            }
        }

        private JsonNode? Mismatch(Shape shape, JsonNode value, string path)
        {
            _problems.Add($"{path}: {value.ToJsonString()} is not of the type {shape}.");
            return null;
        }

        private static JsonNode? Wrap(IReadOnlyList<string> path, JsonNode? value) =>
            path.Reverse().Aggregate(value, (inner, name) => new JsonObject { [name] = inner });

        private static void SetAt(JsonObject target, IReadOnlyList<ShapeMember> path, JsonNode value)
        {
            for (var i = 0; i < path.Count - 1; i++)
            {
                if (target[path[i].Name] is not JsonObject next)
                    target[path[i].Name] = next = new JsonObject();
                target = next;
            }
            target[path[path.Count - 1].Name] = value;
        }

        private static void Merge(JsonObject target, JsonObject source)
        {
            foreach (var entry in source)
                target[entry.Key] = entry.Value?.DeepClone();
        }
    }

    private sealed class Writer
    {
        private readonly List<string> _problems;
        private readonly JsonMembers _jsonMembers;

        public Writer(List<string> problems, JsonMembers jsonMembers)
        {
            _problems = problems;
            _jsonMembers = jsonMembers;
        }

        public JsonObject Object(DotNetClass type, JsonObject source, string path)
        {
            var target = new JsonObject();
            var used = new HashSet<string>(StringComparer.Ordinal);
            foreach (var property in type.Properties)
                Property(target, property, source, path, used);
            foreach (var entry in source)
            {
                if (!used.Contains(entry.Key))
                    _problems.Add(type.AbsentMembers.TryGetValue(entry.Key, out var reason) ? $"{type.Name} has no property for {entry.Key}: {reason}" : $"{type.Name} has no member {entry.Key}.");
            }
            return target;
        }

        private void Property(JsonObject target, DotNetProperty property, JsonObject source, string path, HashSet<string> used)
        {
            if (property.Conversion == DotNetConversion.Whole)
            {
                used.UnionWith(source.Select(e => e.Key));
                target[property.Name] = Object(property.DeclaringClass.Service.DotNet.ClassOf(property.Shape!), source, path);
                return;
            }
            if (property.Path.Count == 0 || !TryGetAt(source, property.Path, out var value) || !CarriesValue(property, used))
                return;
            used.Add(property.Path[0].Name);
            var memberPath = property.Path.Aggregate(path, (p, m) => Join(p, m.Name));
            target[property.Name] = Convert(property, value, memberPath);
        }

        // Several properties may view one member (text and stream of a payload): the first one takes it. Members of a flattened structure share its name.
        private static bool CarriesValue(DotNetProperty property, HashSet<string> used) =>
            property.Conversion is not (DotNetConversion.Composed or DotNetConversion.MapEntry) && (property.Path.Count > 1 || property.ElementPath.Count > 0 || !used.Contains(property.Path[0].Name));

        private static bool TryGetAt(JsonObject source, IReadOnlyList<ShapeMember> path, out JsonNode value)
        {
            JsonNode? current = source;
            foreach (var member in path)
                current = (current as JsonObject)?[member.Name];
            value = current!;
            return current is not null;
        }

        private JsonNode? Convert(DotNetProperty property, JsonNode value, string path)
        {
            switch (property.Conversion)
            {
                case DotNetConversion.Utf8Text:
                    return _jsonMembers.Contains(path) ? CanonicalValues.Text(value) : CanonicalValues.FromBase64(value.GetValue<string>());
                case DotNetConversion.EpochMilliseconds:
                    return CanonicalValues.EpochMillisecondsToIso(value);
                case DotNetConversion.InvariantText when CanonicalValues.IsText(value):
                    return CanonicalValues.ParseOrText(value.GetValue<string>());
                case DotNetConversion.ParsedText:
                    return CanonicalValues.IsText(value) ? value.DeepClone() : value.ToJsonString();
            }
            if (property.ElementPath.Count > 0 && value is JsonArray items)
                return new JsonArray(items.Select(i => property.ElementPath.Aggregate(i, (node, name) => node?[name])?.DeepClone()).ToArray());
            return Value(property.Shape!, value, path, property.DeclaringClass.Service);
        }

        private JsonNode? Value(Shape shape, JsonNode? value, string path, AwsService service) => shape.Kind switch
        {
            ShapeKind.Structure when value is JsonObject structure => Object(service.DotNet.ClassOf(shape), structure, path),
            ShapeKind.List when value is JsonArray items => new JsonArray(items.Select(i => Value(shape.Element!, i, path, service)).ToArray()),
            ShapeKind.Map when value is JsonObject entries =>
                new JsonObject(entries.Select(e => new KeyValuePair<string, JsonNode?>(e.Key, Value(shape.Value!, e.Value, path, service)))),
            ShapeKind.Blob when _jsonMembers.Contains(path) => CanonicalValues.Base64(CanonicalValues.Text(value)),
            _ => value?.DeepClone(),
        };
    }
}
