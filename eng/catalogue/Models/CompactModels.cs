using System.IO.Compression;
using System.Text.Json;

namespace LambdaLift.CatalogueGenerator.Models;

/// <summary>Reads the compact form of all service models: brotli-compressed JSON, a list of
/// <c>[id, serviceId, endpointPrefix, protocol, apiVersion, operations, shapes]</c>.</summary>
internal static class CompactModels
{
    public static IReadOnlyList<ServiceData> Read(string path)
    {
        using var file = File.OpenRead(path);
        using var brotli = new BrotliStream(file, CompressionMode.Decompress);
        using var document = JsonDocument.Parse(brotli);
        return document.RootElement.EnumerateArray().Select(ReadService).ToList();
    }

    private static ServiceData ReadService(JsonElement service) => new(
        service[0].GetString()!,
        service[1].GetString()!,
        service[2].GetString()!,
        service[3].GetString()!,
        service[4].GetString()!,
        service[5].EnumerateArray().Select(ReadOperation).ToList(),
        service[6].EnumerateArray().Select(ReadShape).ToList());

    private static OperationData ReadOperation(JsonElement operation) => new(
        operation[0].GetString()!,
        operation[1].GetInt32(),
        operation[2].GetInt32(),
        operation[3].EnumerateArray().Select(e => e.GetInt32()).ToList(),
        operation.GetArrayLength() > 4 && operation[4].GetInt32() == 1);

    private static ShapeData ReadShape(JsonElement shape)
    {
        var name = shape[0].GetString()!;
        if (name == "L" && shape.GetArrayLength() == 2)
            return new ListData(ReadType(shape[1]));
        if (name == "M" && shape.GetArrayLength() == 3)
            return new MapData(ReadType(shape[1]), ReadType(shape[2]));
        return shape[1].ValueKind switch
        {
            JsonValueKind.String => new EnumData(name, shape[2].EnumerateArray().Select(v => v.GetString()!).ToList()),
            JsonValueKind.Object => new DocumentData(name),
            _ => ReadStructure(name, shape),
        };
    }

    private static StructureData ReadStructure(string name, JsonElement shape)
    {
        var required = shape.GetArrayLength() > 2 && shape[2].ValueKind == JsonValueKind.Array
            ? shape[2].EnumerateArray().Select(i => i.GetInt32()).ToHashSet()
            : [];
        var members = new List<MemberData>();
        for (var i = 0; i < shape[1].GetArrayLength(); i += 2)
            members.Add(new MemberData(shape[1][i].GetString()!, ReadType(shape[1][i + 1]), required.Contains(i / 2)));
        var flags = shape.GetArrayLength() > 3 ? shape[3] : default;
        JsonElement? Flag(string key) => flags.ValueKind == JsonValueKind.Object && flags.TryGetProperty(key, out var value) ? value : null;
        var error = Flag("x");
        return new StructureData(
            name,
            members,
            Flag("u") is not null,
            Flag("es") is not null,
            error is not null,
            error is { ValueKind: JsonValueKind.String } code ? code.GetString() : null,
            Flag("p")?.GetString());
    }

    private static TypeRef ReadType(JsonElement type)
    {
        if (type.ValueKind == JsonValueKind.Number)
            return TypeRef.OfShape(type.GetInt32());
        var text = type.GetString()!;
        return TypeRef.OfPrimitive(text[0], text.EndsWith('*'));
    }
}
