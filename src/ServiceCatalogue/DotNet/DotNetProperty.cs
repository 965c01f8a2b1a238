namespace LambdaLift.ServiceCatalogue;

/// <summary>How the value of a .NET property becomes the value of the API member that it carries.</summary>
public enum DotNetConversion
{
    /// <summary>By type alone: text, number, list, structure and so on.</summary>
    None,

    /// <summary>The property holds all members of the class's structure (EC2's <c>RunInstancesResponse.Reservation</c>); its path is empty.</summary>
    Whole,

    /// <summary>A <c>DateTime</c> that the API takes as milliseconds since 1970 UTC.</summary>
    EpochMilliseconds,

    /// <summary>A <c>string</c> whose UTF-8 bytes are the API's blob.</summary>
    Utf8Text,

    /// <summary>A <c>string</c> that holds the API's blob in base64.</summary>
    Base64Text,

    /// <summary>The value is one entry of a map of texts, parsed; the entry's key is the element path.</summary>
    MapEntry,

    /// <summary>A number, truth value or <c>DateTime</c> that the API takes as text.</summary>
    InvariantText,

    /// <summary>Text that the API takes as a number or truth value, or as a point in time.</summary>
    ParsedText,

    /// <summary>The value is composed or parsed by the client (a range, a URL-encoded tag list, a copy source); the note says how. Not convertible by rule.</summary>
    Composed,

    /// <summary>The property has no counterpart in the API: client-side behaviour, or computed from other members.</summary>
    NotInApi,
}

/// <summary>A property of a request, response, structure or exception class.</summary>
public sealed class DotNetProperty
{
    internal DotNetProperty(
        DotNetClass declaringClass, string name, IReadOnlyList<ShapeMember> path, IReadOnlyList<string> elementPath, Shape? shape, DotNetConversion conversion, string? note)
    {
        DeclaringClass = declaringClass;
        Name = name;
        Path = path;
        ElementPath = elementPath;
        Shape = shape;
        Conversion = conversion;
        Note = note;
    }

    /// <summary>The class that has the property.</summary>
    public DotNetClass DeclaringClass { get; }

    /// <summary>The property's name.</summary>
    public string Name { get; }

    /// <summary>
    /// The API member that the property carries, as a path from the class's structure: one member by rule, more where the SDK flattens
    /// (<c>DeleteObjectsRequest.Objects</c> is <c>Delete.Objects</c>), none for <see cref="DotNetConversion.Whole"/> and <see cref="DotNetConversion.NotInApi"/>.
    /// </summary>
    public IReadOnlyList<ShapeMember> Path { get; }

    /// <summary>For a list whose .NET elements are one member of the API's elements (<c>CommonPrefixes</c> as a list of text): that member. For <see cref="DotNetConversion.MapEntry"/> the key.
    /// Else empty.</summary>
    public IReadOnlyList<string> ElementPath { get; }

    /// <summary>The type of the API member at the end of the path; null when there is none.</summary>
    public Shape? Shape { get; }

    /// <summary>How the value becomes the API's.</summary>
    public DotNetConversion Conversion { get; }

    /// <summary>What else is to know, or null.</summary>
    public string? Note { get; }

    /// <summary>Whether the service refuses a request that lacks it.</summary>
    public bool IsRequired => Path.Count > 0 && Path.All(m => m.IsRequired);

    /// <inheritdoc/>
    public override string ToString() => $"{DeclaringClass.Name}.{Name}";
}
