using LambdaLift.ServiceCatalogue;
using LambdaLift.StandInGenerator.Forms;

namespace LambdaLift.StandInGenerator;

/// <summary>The C# types of API shapes, by the SDK's rules for version 4. Names are fully qualified: models reuse names such as Task, Attribute or Runtime.</summary>
/// <remarks>Value types are nullable outside collections; enums are text inside collections; a stream of events has no type here.</remarks>
internal sealed class DotNetTypes(AwsService service, ServiceForms forms)
{
    /// <summary>The type of a property, or null when it is none that a stand-in offers.</summary>
    public string? Of(DotNetProperty property) => property.Conversion switch
    {
        DotNetConversion.None => OfShape(property.Shape!, property.ElementPath, property.Path[^1].IsStreaming),
        DotNetConversion.EpochMilliseconds => "System.DateTime?",
        DotNetConversion.Utf8Text or DotNetConversion.Base64Text or DotNetConversion.ParsedText => "string",
        DotNetConversion.NotInApi when IsSetView(property) is not null => "bool",
        _ => null,
    };

    /// <summary>For a property such as <c>IsItemSet</c>: the property that it tells about. Else null.</summary>
    public static DotNetProperty? IsSetView(DotNetProperty property) =>
        property.Name.StartsWith("Is", StringComparison.Ordinal) && property.Name.EndsWith("Set", StringComparison.Ordinal)
            ? property.DeclaringClass.FindProperty(property.Name[2..^3])
            : null;

    /// <summary>The type of a list's or map's items.</summary>
    public string? ItemOf(Shape collection) => collection.Kind == ShapeKind.List
        ? Element(collection.Element!)
        : $"System.Collections.Generic.KeyValuePair<string, {Element(collection.Value!)}>";

    /// <summary>Whether a type is a collection, which version 4 leaves null until it is set.</summary>
    public static bool IsCollection(string type) => type.StartsWith("System.Collections.Generic.", StringComparison.Ordinal);

    /// <summary>Whether a stand-in has a class for a structure: not for a stream of events, nor for what is left out on purpose.</summary>
    public bool IsOffered(Shape structure) => !structure.IsEventStream && !forms.Omitted.ContainsKey(structure.Name);

    /// <summary>The full name of a class of the Model namespace.</summary>
    public static string Class(DotNetClass model) => $"global::{model.FullName}";

    private string? OfShape(Shape shape, IReadOnlyList<string> elementPath, bool isStreaming)
    {
        if (elementPath.Count > 0 && shape.Kind == ShapeKind.List)
        {
            var member = elementPath.Aggregate(shape.Element!, (s, name) => s.FindMember(name)!.Shape);
            return $"System.Collections.Generic.List<{Element(member)}>";
        }

        return shape.Kind switch
        {
            ShapeKind.String => "string",
            ShapeKind.Blob => isStreaming ? "System.IO.Stream" : "System.IO.MemoryStream",
            ShapeKind.Boolean => "bool?",
            ShapeKind.Integer => "int?",
            ShapeKind.Long => "long?",
            ShapeKind.Float => "float?",
            ShapeKind.Double => "double?",
            ShapeKind.Timestamp => "System.DateTime?",
            ShapeKind.Document => "Amazon.Runtime.Documents.Document",
            ShapeKind.Enum => $"global::{service.DotNet.Namespace}.{service.DotNet.EnumName(shape)}",
            ShapeKind.List => Element(shape.Element!) is { } item ? $"System.Collections.Generic.List<{item}>" : null,
            ShapeKind.Map => Element(shape.Value!) is { } value ? $"System.Collections.Generic.Dictionary<string, {value}>" : null,
            ShapeKind.Structure => IsOffered(shape) ? Class(service.DotNet.ClassOf(shape)) : null,
            _ => throw new ArgumentOutOfRangeException(nameof(shape), shape.Kind, "Unknown kind of shape."),
        };
    }

    private string? Element(Shape shape) => shape.Kind == ShapeKind.Enum ? "string" : OfShape(shape, [], isStreaming: false)?.TrimEnd('?');
}
