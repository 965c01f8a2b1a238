using System.Text.Json;
using LambdaLift.ServiceCatalogue;

namespace LambdaLift.CatalogueGenerator.Facts;

/// <summary>
/// Where the .NET SDK deviates from its naming rules for one service: <c>overlays/dotnet/&lt;service&gt;.json</c>, kept by hand.
/// </summary>
/// <remarks>
/// <code>
/// {
///   "operations": { "HeadObject": "GetObjectMetadata" },
///   "absentOperations": { "SubscribeToShard": "why" },
///   "extraMembers": { "CopyObjectRequest": [ "SourceBucket" ] },
///   "classes": { "ObjectIdentifier": "KeyVersion" },
///   "properties": { "DeleteObjectsRequest": { "Objects": "Delete.Objects", "X": { "path": "Y", "element": "Z", "conversion": "Composed", "note": "how" } } },
///   "absentMembers": { "CopySnapshotRequest": { "PresignedUrl": "why" } },
///   "overloads": { "Publish": [ "PublishAsync(topicArn=TopicArn, message=Message)" ] }
/// }
/// </code>
/// </remarks>
internal sealed class DotNetOverlay
{
    public static DotNetOverlay Empty { get; } = new();

    public SortedDictionary<string, string> Operations { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> AbsentOperations { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Classes { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, List<PropertyCustomization>> Properties { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, List<OverloadCustomization>> Overloads { get; } = new(StringComparer.Ordinal);

    /// <summary>Text members that the SDKs add to structures of the model, by structure.</summary>
    public SortedDictionary<string, List<string>> ExtraMembers { get; } = new(StringComparer.Ordinal);

    public static DotNetOverlay Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var overlay = new DotNetOverlay();
        foreach (var section in document.RootElement.EnumerateObject())
        {
            switch (section.Name)
            {
                case "operations":
                    ReadMap(section.Value, overlay.Operations);
                    break;
                case "absentOperations":
                    ReadMap(section.Value, overlay.AbsentOperations);
                    break;
                case "extraMembers":
                    foreach (var type in section.Value.EnumerateObject())
                        overlay.ExtraMembers.Add(type.Name, type.Value.EnumerateArray().Select(m => m.GetString()!).ToList());
                    break;
                case "classes":
                    ReadMap(section.Value, overlay.Classes);
                    break;
                case "properties":
                    foreach (var type in section.Value.EnumerateObject())
                        overlay.PropertiesOf(type.Name).AddRange(type.Value.EnumerateObject().Select(ReadProperty));
                    break;
                case "absentMembers":
                    foreach (var type in section.Value.EnumerateObject())
                        overlay.PropertiesOf(type.Name).AddRange(type.Value.EnumerateObject().Select(m => Absent(m.Name, m.Value.GetString()!)));
                    break;
                case "overloads":
                    foreach (var operation in section.Value.EnumerateObject())
                        overlay.Overloads.Add(operation.Name, operation.Value.EnumerateArray().Select(o => ReadOverload(o.GetString()!)).ToList());
                    break;
                default:
                    throw new InvalidDataException($"{path}: unknown section '{section.Name}'.");
            }
        }
        return overlay;
    }

    private static void ReadMap(JsonElement element, SortedDictionary<string, string> map)
    {
        foreach (var entry in element.EnumerateObject())
            map.Add(entry.Name, entry.Value.GetString()!);
    }

    private static PropertyCustomization ReadProperty(JsonProperty property)
    {
        if (property.Value.ValueKind == JsonValueKind.String)
            return new PropertyCustomization(property.Name, property.Value.GetString()!.Split('.'), [], DotNetConversion.None, "");
        string Text(string name) => property.Value.TryGetProperty(name, out var value) ? value.GetString()! : "";
        var path = Text("path");
        var element = Text("element");
        var conversion = Text("conversion");
        return new PropertyCustomization(
            property.Name,
            path.Length == 0 ? [] : path.Split('.'),
            element.Length == 0 ? [] : element.Split('.'),
            conversion.Length == 0 ? DotNetConversion.None : Enum.Parse<DotNetConversion>(conversion),
            Text("note"));
    }

    private static PropertyCustomization Absent(string member, string reason) => new("", [member], [], DotNetConversion.NotInApi, reason);

    // "PublishAsync(topicArn=TopicArn, message=Message)"
    private static OverloadCustomization ReadOverload(string text)
    {
        var open = text.IndexOf('(');
        var parameters = text[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('='));
        return new OverloadCustomization(text[..open], parameters.Select(p => new OverloadParameterCustomization(p[0], p[1])).ToArray());
    }

    private List<PropertyCustomization> PropertiesOf(string type)
    {
        if (!Properties.TryGetValue(type, out var list))
            Properties.Add(type, list = []);
        return list;
    }
}
