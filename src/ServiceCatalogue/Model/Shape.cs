namespace LambdaLift.ServiceCatalogue;

/// <summary>The kinds of types in a service model.</summary>
public enum ShapeKind
{
    /// <summary>Text. .NET: <c>string</c>.</summary>
    String,

    /// <summary>Bytes. .NET: <c>MemoryStream</c>, or <c>Stream</c> when streaming.</summary>
    Blob,

    /// <summary>.NET: <c>bool</c> (SDK v4: <c>bool?</c> outside collections; the same for the other value types).</summary>
    Boolean,

    /// <summary>32-bit integer.</summary>
    Integer,

    /// <summary>64-bit integer.</summary>
    Long,

    /// <summary>Single-precision number.</summary>
    Float,

    /// <summary>Double-precision number.</summary>
    Double,

    /// <summary>A point in time. .NET: <c>DateTime</c>; Step Functions: ISO 8601 text.</summary>
    Timestamp,

    /// <summary>Named members. .NET: a class of the service's <c>Model</c> namespace.</summary>
    Structure,

    /// <summary>.NET: <c>List&lt;T&gt;</c>.</summary>
    List,

    /// <summary>.NET: <c>Dictionary&lt;string, T&gt;</c>.</summary>
    Map,

    /// <summary>Text out of a set that may grow. .NET: a <c>ConstantClass</c>, but <c>string</c> inside lists and maps.</summary>
    Enum,

    /// <summary>Any JSON value. .NET: <c>Amazon.Runtime.Documents.Document</c>.</summary>
    Document,
}

/// <summary>A type of a service model. Shapes of one service refer to each other, also in cycles (DynamoDB's <c>AttributeValue</c>).</summary>
public sealed class Shape
{
    // The order is the binary form's: primitives are referred to by their index.
    internal static readonly IReadOnlyList<Shape> Primitives = new[]
    {
        new Shape(ShapeKind.String, "String"),
        new Shape(ShapeKind.Blob, "Blob"),
        new Shape(ShapeKind.Boolean, "Boolean"),
        new Shape(ShapeKind.Integer, "Integer"),
        new Shape(ShapeKind.Long, "Long"),
        new Shape(ShapeKind.Float, "Float"),
        new Shape(ShapeKind.Double, "Double"),
        new Shape(ShapeKind.Timestamp, "Timestamp"),
    };

    // Errors of the client that say nothing else: https://smithy.io/2.0/spec/http-bindings.html#httperror-trait
    internal const int DefaultErrorStatus = 400;

    private IReadOnlyList<ShapeMember> _members = Array.Empty<ShapeMember>();
    private Dictionary<string, ShapeMember>? _membersByName;

    internal Shape(ShapeKind kind, string name)
    {
        Kind = kind;
        Name = name;
    }

    /// <summary>What sort of type this is.</summary>
    public ShapeKind Kind { get; }

    /// <summary>The name in the service model for structures, enums and documents; empty for lists and maps; the kind's name for primitives.</summary>
    public string Name { get; }

    /// <summary>The members of a structure in the model's order; empty for everything else.</summary>
    public IReadOnlyList<ShapeMember> Members => _members;

    /// <summary>The type of a list's elements, else null.</summary>
    public Shape? Element { get; internal set; }

    /// <summary>The type of a map's keys (text or enum), else null.</summary>
    public Shape? Key { get; internal set; }

    /// <summary>The type of a map's values, else null.</summary>
    public Shape? Value { get; internal set; }

    /// <summary>The values known for an enum; empty for everything else.</summary>
    public IReadOnlyList<string> EnumValues { get; internal set; } = Array.Empty<string>();

    /// <summary>Whether exactly one member of the structure is set.</summary>
    public bool IsUnion { get; internal set; }

    /// <summary>Whether the structure is a stream of events.</summary>
    public bool IsEventStream { get; internal set; }

    /// <summary>Whether the structure is a modelled error.</summary>
    public bool IsError { get; internal set; }

    /// <summary>The error code on the wire for a modelled error, else null.</summary>
    public string? ErrorCode { get; internal set; }

    /// <summary>The HTTP status with which a service reports a modelled error; null for everything else.</summary>
    public int? HttpStatus { get; internal set; }

    /// <summary>The member that is the body of the HTTP message, or null.</summary>
    public string? PayloadMember { get; internal set; }

    /// <summary>The member with the given API name (exact case), or null.</summary>
    public ShapeMember? FindMember(string apiName)
    {
        var index = _membersByName ??= BuildIndex();
        return index.TryGetValue(apiName, out var member) ? member : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        ShapeKind.List => $"list<{Element}>",
        ShapeKind.Map => $"map<{Key}, {Value}>",
        _ => Name,
    };

    internal void SetMembers(ShapeMember[] members) => _members = members;

    private Dictionary<string, ShapeMember> BuildIndex()
    {
        var index = new Dictionary<string, ShapeMember>(_members.Count, StringComparer.Ordinal);
        foreach (var member in _members)
            index[member.Name] = member;
        return index;
    }
}
