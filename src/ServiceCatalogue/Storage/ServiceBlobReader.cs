namespace LambdaLift.ServiceCatalogue.Storage;

/// <summary>Builds the operations and shapes of one service from its entry. The layout is defined by the writer in eng/catalogue, <c>ServiceBlobWriter</c>.</summary>
internal static class ServiceBlobReader
{
    public static ServiceModel Read(AwsService service, byte[] data)
    {
        var reader = new BlobReader(data);
        reader.ReadStringTable();
        var shapes = ReadShapes(reader);
        var operations = ReadOperations(reader, service, shapes);
        var customization = DotNetCustomization.Read(reader);
        return new ServiceModel(operations, shapes, customization);
    }

    // Shapes refer to each other, also in cycles: create all, then fill in.
    private static Shape[] ReadShapes(BlobReader reader)
    {
        var shapes = new Shape[reader.ReadInt()];
        var kinds = new ShapeKind[shapes.Length];
        for (var i = 0; i < shapes.Length; i++)
        {
            kinds[i] = (ShapeKind)reader.ReadInt();
            shapes[i] = new Shape(kinds[i], reader.ReadString());
        }
        for (var i = 0; i < shapes.Length; i++)
        {
            switch (kinds[i])
            {
                case ShapeKind.Structure:
                    ReadStructure(reader, shapes, shapes[i]);
                    break;
                case ShapeKind.List:
                    shapes[i].Element = ReadType(reader, shapes);
                    break;
                case ShapeKind.Map:
                    shapes[i].Key = ReadType(reader, shapes);
                    shapes[i].Value = ReadType(reader, shapes);
                    break;
                case ShapeKind.Enum:
                    shapes[i].EnumValues = reader.ReadStrings();
                    break;
                case ShapeKind.Document:
                    break;
                default:
                    throw new InvalidDataException($"Unexpected shape kind {kinds[i]} in the service catalogue.");
            }
        }
        return shapes;
    }

    private static void ReadStructure(BlobReader reader, Shape[] shapes, Shape structure)
    {
        var flags = (StructureFlags)reader.ReadInt();
        structure.IsUnion = (flags & StructureFlags.Union) != 0;
        structure.IsEventStream = (flags & StructureFlags.EventStream) != 0;
        structure.IsError = (flags & StructureFlags.Error) != 0;
        structure.ErrorCode = (flags & StructureFlags.ErrorCode) != 0 ? reader.ReadString() : structure.IsError ? structure.Name : null;
        structure.PayloadMember = (flags & StructureFlags.Payload) != 0 ? reader.ReadString() : null;
        structure.HttpStatus = (flags & StructureFlags.HttpStatus) != 0 ? reader.ReadInt() : structure.IsError ? Shape.DefaultErrorStatus : null;
        var members = new ShapeMember[reader.ReadInt()];
        for (var i = 0; i < members.Length; i++)
        {
            var name = reader.ReadString();
            var memberFlags = (MemberFlags)reader.ReadInt();
            var sdkName = (memberFlags & MemberFlags.SdkName) != 0 ? reader.ReadString() : null;
            members[i] = new ShapeMember(name, structure, ReadType(reader, shapes), sdkName, memberFlags);
        }
        structure.SetMembers(members);
    }

    private static AwsOperation[] ReadOperations(BlobReader reader, AwsService service, Shape[] shapes)
    {
        var operations = new AwsOperation[reader.ReadInt()];
        for (var i = 0; i < operations.Length; i++)
        {
            var name = reader.ReadString();
            var input = reader.ReadInt();
            var output = reader.ReadInt();
            var errors = reader.ReadInts();
            var isDeprecated = reader.ReadBool();
            operations[i] = new AwsOperation(
                service,
                name,
                input == 0 ? null : shapes[input - 1],
                output == 0 ? null : shapes[output - 1],
                Array.ConvertAll(errors, e => shapes[e]),
                isDeprecated);
        }
        return operations;
    }

    private static Shape ReadType(BlobReader reader, Shape[] shapes)
    {
        var code = reader.ReadInt();
        return code < Shape.Primitives.Count ? Shape.Primitives[code] : shapes[code - Shape.Primitives.Count];
    }
}

/// <summary>Flags of a structure in the binary form.</summary>
[Flags]
internal enum StructureFlags
{
    None = 0,
    Union = 1,
    EventStream = 2,
    Error = 4,
    ErrorCode = 8,
    Payload = 16,
    HttpStatus = 32,
}

/// <summary>Flags of a member in the binary form.</summary>
[Flags]
internal enum MemberFlags
{
    None = 0,
    Required = 1,
    Streaming = 2,
    SdkName = 4,
}
