using System.IO.Compression;
using System.Text.Json;

namespace LambdaLift.CatalogueGenerator.Models;

/// <summary>
/// Reads a botocore data directory: <c>&lt;service&gt;/&lt;version&gt;/service-2.json</c> or <c>.json.gz</c>, the newest version of each service,
/// the shapes that operations reach, ordered by name.
/// </summary>
internal static class BotocoreModels
{
    private static readonly Dictionary<string, char> Primitives = new(StringComparer.Ordinal)
    {
        ["string"] = 's',
        ["character"] = 's',
        ["blob"] = 'B',
        ["boolean"] = 'b',
        ["integer"] = 'i',
        ["long"] = 'l',
        ["float"] = 'f',
        ["double"] = 'd',
        ["timestamp"] = 't',
    };

    public static IReadOnlyList<ServiceData> Read(string directory)
    {
        var services = new List<ServiceData>();
        foreach (var service in Directory.GetDirectories(directory).Order(StringComparer.Ordinal))
        {
            var version = Directory.GetDirectories(service).Order(StringComparer.Ordinal).LastOrDefault();
            if (version is not null && OpenModel(version) is { } stream)
            {
                using (stream)
                using (var document = JsonDocument.Parse(stream))
                    services.Add(new ServiceReader(document.RootElement).Read(Path.GetFileName(service), Path.GetFileName(version)));
            }
        }
        return services;
    }

    private static Stream? OpenModel(string directory)
    {
        var plain = Path.Combine(directory, "service-2.json");
        if (File.Exists(plain))
            return File.OpenRead(plain);
        return File.Exists(plain + ".gz") ? new GZipStream(File.OpenRead(plain + ".gz"), CompressionMode.Decompress) : null;
    }

    private sealed class ServiceReader(JsonElement root)
    {
        private readonly JsonElement _shapes = root.GetProperty("shapes");
        private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);

        public ServiceData Read(string id, string version)
        {
            var metadata = root.GetProperty("metadata");
            var operations = root.GetProperty("operations").EnumerateObject().ToList();
            var named = Reachable(operations.Select(o => o.Value)).Where(n => !IsPrimitive(n)).Order(StringComparer.Ordinal).ToList();
            foreach (var name in named)
                _indices.Add(name, _indices.Count);
            return new ServiceData(
                id,
                Text(metadata, "serviceId") ?? id,
                Text(metadata, "endpointPrefix") ?? "",
                Text(metadata, "protocol") ?? "",
                version,
                operations.Select(ReadOperation).ToList(),
                named.Select(ReadShape).ToList());
        }

        private static string? Text(JsonElement element, string property) => element.TryGetProperty(property, out var value) ? value.GetString() : null;

        private static bool Flag(JsonElement element, string property) =>
            element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.True;

        private static string? ShapeOf(JsonElement element, string property) => element.TryGetProperty(property, out var value) ? Text(value, "shape") : null;

        private static IEnumerable<string> ErrorsOf(JsonElement operation) =>
            operation.TryGetProperty("errors", out var errors) ? errors.EnumerateArray().Select(e => Text(e, "shape")!) : [];

        // Strings with values are enums, which have a name of their own.
        private bool IsPrimitive(string name)
        {
            var shape = _shapes.GetProperty(name);
            return Primitives.ContainsKey(Text(shape, "type")!) && !shape.TryGetProperty("enum", out _);
        }

        private HashSet<string> Reachable(IEnumerable<JsonElement> operations)
        {
            var pending = new Stack<string>();
            void Add(string? name)
            {
                if (name is not null)
                    pending.Push(name);
            }

            foreach (var operation in operations)
            {
                Add(ShapeOf(operation, "input"));
                Add(ShapeOf(operation, "output"));
                foreach (var error in ErrorsOf(operation))
                    Add(error);
            }
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (pending.TryPop(out var name))
            {
                if (!seen.Add(name))
                    continue;
                var shape = _shapes.GetProperty(name);
                if (shape.TryGetProperty("members", out var members))
                {
                    foreach (var member in members.EnumerateObject())
                        Add(Text(member.Value, "shape"));
                }
                Add(ShapeOf(shape, "member"));
                Add(ShapeOf(shape, "key"));
                Add(ShapeOf(shape, "value"));
            }
            return seen;
        }

        private OperationData ReadOperation(JsonProperty operation) => new(
            operation.Name,
            Index(ShapeOf(operation.Value, "input")),
            Index(ShapeOf(operation.Value, "output")),
            ErrorsOf(operation.Value).Select(e => _indices[e]).ToList(),
            Flag(operation.Value, "deprecated"));

        private int Index(string? shape) => shape is null ? -1 : _indices[shape];

        private ShapeData ReadShape(string name)
        {
            var shape = _shapes.GetProperty(name);
            switch (Text(shape, "type"))
            {
                case "structure":
                    return Flag(shape, "document") ? new DocumentData(name) : ReadStructure(name, shape);
                case "list":
                    return new ListData(Type(ShapeOf(shape, "member")!));
                case "map":
                    return new MapData(Type(ShapeOf(shape, "key")!), Type(ShapeOf(shape, "value")!));
                case "string":
                    return new EnumData(name, shape.GetProperty("enum").EnumerateArray().Select(v => v.GetString()!).ToList());
                case var other:
                    throw new InvalidDataException($"The shape {name} has the unknown type '{other}'.");
            }
        }

        private StructureData ReadStructure(string name, JsonElement shape)
        {
            var required = shape.TryGetProperty("required", out var list) ? list.EnumerateArray().Select(r => r.GetString()!).ToHashSet() : [];
            var members = shape.TryGetProperty("members", out var found)
                ? found.EnumerateObject().Select(m => new MemberData(m.Name, Type(Text(m.Value, "shape")!, Flag(m.Value, "streaming")), required.Contains(m.Name))).ToList()
                : [];
            var error = shape.TryGetProperty("error", out var e) ? e : default;
            return new StructureData(
                name,
                members,
                Flag(shape, "union"),
                Flag(shape, "eventstream"),
                error.ValueKind == JsonValueKind.Object || Flag(shape, "exception") || Flag(shape, "fault"),
                error.ValueKind == JsonValueKind.Object ? Text(error, "code") : null,
                Text(shape, "payload"));
        }

        private TypeRef Type(string name, bool memberStreams = false)
        {
            var shape = _shapes.GetProperty(name);
            return IsPrimitive(name)
                ? TypeRef.OfPrimitive(Primitives[Text(shape, "type")!], memberStreams || Flag(shape, "streaming"))
                : TypeRef.OfShape(_indices[name], memberStreams);
        }
    }
}
