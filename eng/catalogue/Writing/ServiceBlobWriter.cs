using LambdaLift.CatalogueGenerator.Facts;
using LambdaLift.CatalogueGenerator.Models;
using LambdaLift.ServiceCatalogue;
using LambdaLift.ServiceCatalogue.Storage;

namespace LambdaLift.CatalogueGenerator.Writing;

/// <summary>Writes the entry of one service; <c>ServiceBlobReader</c> is its counterpart.</summary>
internal static class ServiceBlobWriter
{
    // The Java SDK renames this one by hand; the rule would give "Null".
    private static readonly Dictionary<(string Structure, string Member), string> SdkNames = new()
    {
        [("AttributeValue", "NULL")] = "Nul",
    };

    public static byte[] Write(ServiceData service, DotNetOverlay overlay)
    {
        var writer = new BlobWriter();
        WriteShapes(writer, service, overlay);
        writer.WriteList(service.Operations, o =>
        {
            writer.WriteString(o.Name);
            writer.WriteInt(o.Input + 1);
            writer.WriteInt(o.Output + 1);
            writer.WriteInts(o.Errors.ToList());
            writer.WriteBool(o.IsDeprecated);
        });
        WriteOverlay(writer, overlay);
        return writer.ToArray();
    }

    private static void WriteShapes(BlobWriter writer, ServiceData service, DotNetOverlay overlay)
    {
        writer.WriteInt(service.Shapes.Count);
        foreach (var shape in service.Shapes)
        {
            writer.WriteInt((int)KindOf(shape));
            writer.WriteString(shape.Name);
        }
        foreach (var shape in service.Shapes)
        {
            switch (shape)
            {
                case StructureData structure:
                    WriteStructure(writer, Extend(structure, overlay), service.Id);
                    break;
                case ListData list:
                    writer.WriteInt(list.Element.Code);
                    break;
                case MapData map:
                    writer.WriteInt(map.Key.Code);
                    writer.WriteInt(map.Value.Code);
                    break;
                case EnumData enumeration:
                    writer.WriteStrings(enumeration.Values.ToList());
                    break;
            }
        }
    }

    // What the SDKs compose out of these members is no member that a caller must set.
    private static StructureData Extend(StructureData structure, DotNetOverlay overlay)
    {
        if (!overlay.ExtraMembers.TryGetValue(structure.Name, out var extra))
            return structure;
        var added = extra.Select(name => new MemberData(name, TypeRef.OfPrimitive('s'), IsRequired: false));
        return structure with { Members = [.. structure.Members.Select(m => m.Name == "CopySource" ? m with { IsRequired = false } : m), .. added] };
    }

    private static ShapeKind KindOf(ShapeData shape) => shape switch
    {
        StructureData => ShapeKind.Structure,
        ListData => ShapeKind.List,
        MapData => ShapeKind.Map,
        EnumData => ShapeKind.Enum,
        DocumentData => ShapeKind.Document,
        _ => throw new InvalidDataException($"Unknown shape {shape}."),
    };

    private static void WriteStructure(BlobWriter writer, StructureData structure, string service)
    {
        var flags = (structure.IsUnion ? StructureFlags.Union : 0)
            | (structure.IsEventStream ? StructureFlags.EventStream : 0)
            | (structure.IsError ? StructureFlags.Error : 0)
            | (structure.ErrorCode is not null ? StructureFlags.ErrorCode : 0)
            | (structure.Payload is not null ? StructureFlags.Payload : 0)
            | (structure.HttpStatus is not null ? StructureFlags.HttpStatus : 0);
        writer.WriteInt((int)flags);
        if (structure.ErrorCode is not null)
            writer.WriteString(structure.ErrorCode);
        if (structure.Payload is not null)
            writer.WriteString(structure.Payload);
        if (structure.HttpStatus is { } status)
            writer.WriteInt(status);
        writer.WriteInt(structure.Members.Count);
        foreach (var member in structure.Members)
        {
            var isDynamo = service is "dynamodb" or "dynamodbstreams";
            var sdkName = isDynamo && SdkNames.TryGetValue((structure.Name, member.Name), out var renamed) ? renamed : null;
            writer.WriteString(member.Name);
            writer.WriteInt((int)((member.IsRequired ? MemberFlags.Required : 0)
                | (member.Type.IsStreaming ? MemberFlags.Streaming : 0)
                | (sdkName is not null ? MemberFlags.SdkName : 0)));
            if (sdkName is not null)
                writer.WriteString(sdkName);
            writer.WriteInt(member.Type.Code);
        }
    }

    private static void WriteOverlay(BlobWriter writer, DotNetOverlay overlay)
    {
        WriteMap(writer, overlay.Operations);
        WriteMap(writer, overlay.AbsentOperations);
        WriteMap(writer, overlay.Classes);
        writer.WriteList(overlay.Properties.ToList(), c =>
        {
            writer.WriteString(c.Key);
            writer.WriteList(c.Value, p =>
            {
                writer.WriteString(p.Name);
                writer.WriteStrings(p.Path);
                writer.WriteStrings(p.ElementPath);
                writer.WriteInt((int)p.Conversion);
                writer.WriteString(p.Note);
            });
        });
        writer.WriteList(overlay.Overloads.ToList(), o =>
        {
            writer.WriteString(o.Key);
            writer.WriteList(o.Value, m =>
            {
                writer.WriteString(m.Method);
                writer.WriteList(m.Parameters, p =>
                {
                    writer.WriteString(p.Name);
                    writer.WriteString(p.Property);
                });
            });
        });
    }

    private static void WriteMap(BlobWriter writer, SortedDictionary<string, string> map) => writer.WriteList(map.ToList(), e =>
    {
        writer.WriteString(e.Key);
        writer.WriteString(e.Value);
    });
}
