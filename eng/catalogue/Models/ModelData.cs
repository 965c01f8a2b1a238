namespace LambdaLift.CatalogueGenerator.Models;

/// <summary>A service model as the generator needs it, whatever it was read from.</summary>
internal sealed record ServiceData(
    string Id,
    string ServiceId,
    string EndpointPrefix,
    string Protocol,
    string ApiVersion,
    IReadOnlyList<OperationData> Operations,
    IReadOnlyList<ShapeData> Shapes);

/// <summary>An operation; shapes are indices into <see cref="ServiceData.Shapes"/>, -1 for none.</summary>
internal sealed record OperationData(string Name, int Input, int Output, IReadOnlyList<int> Errors, bool IsDeprecated);

/// <summary>A named or composed type.</summary>
internal abstract record ShapeData(string Name);

internal sealed record StructureData(
    string Name, IReadOnlyList<MemberData> Members, bool IsUnion, bool IsEventStream, bool IsError, string? ErrorCode, string? Payload) : ShapeData(Name)
{
    /// <summary>The HTTP status of an error; null for the one that errors have by default.</summary>
    public int? HttpStatus { get; init; }
}

internal sealed record ListData(TypeRef Element) : ShapeData("");

internal sealed record MapData(TypeRef Key, TypeRef Value) : ShapeData("");

internal sealed record EnumData(string Name, IReadOnlyList<string> Values) : ShapeData(Name);

internal sealed record DocumentData(string Name) : ShapeData(Name);

internal sealed record MemberData(string Name, TypeRef Type, bool IsRequired);

/// <summary>A primitive (a letter, and whether it streams) or an index into the service's shapes.</summary>
internal readonly record struct TypeRef(char Primitive, int Shape, bool IsStreaming)
{
    /// <summary>The letters in the order of the catalogue's primitive shapes.</summary>
    public const string Primitives = "sBbilfdt";

    public static TypeRef OfShape(int index, bool isStreaming = false) => new('\0', index, isStreaming);

    public static TypeRef OfPrimitive(char letter, bool isStreaming = false) => Primitives.Contains(letter)
        ? new(letter, -1, isStreaming)
        : throw new InvalidDataException($"Unknown primitive type '{letter}'.");

    /// <summary>The number that stands for the type in the catalogue.</summary>
    public int Code => Shape >= 0 ? Primitives.Length + Shape : Primitives.IndexOf(Primitive);
}
