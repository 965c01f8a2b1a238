using LambdaLift.ServiceCatalogue;

namespace LambdaLift.Verifier.Exploration;

/// <summary>The JSON that an AWS operation answers, from the service's model.</summary>
/// <param name="keys">Names that the handler looks up in maps: answers without them would leave most code untouched.</param>
/// <param name="attributes">What the handler's classes read of items.</param>
internal sealed class ApiShapes(IReadOnlyList<string> keys, IReadOnlyList<StoredAttribute> attributes)
{
    private const int MaxDepth = 5;

    /// <summary>The response of an operation.</summary>
    public SampleShape OfResponse(AwsOperation operation) => operation.Output is null ? new SampleShape.Structure([]) : Of(operation.Output, 0);

    private SampleShape Of(Shape shape, int depth) => shape.Kind switch
    {
        ShapeKind.Boolean => new SampleShape.Flag(),
        ShapeKind.Integer or ShapeKind.Long => new SampleShape.Number(IsIntegral: true),
        ShapeKind.Float or ShapeKind.Double => new SampleShape.Number(IsIntegral: false),
        ShapeKind.Timestamp => new SampleShape.Text([], "2026-01-05T08:00:00Z"),
        ShapeKind.Blob => new SampleShape.Text([], "AQID"),
        ShapeKind.Enum => new SampleShape.Text(shape.EnumValues, shape.EnumValues.Count > 0 ? shape.EnumValues[0] : "text"),
        ShapeKind.List => new SampleShape.Sequence(Of(shape.Element!, depth + 1)),
        ShapeKind.Map when attributes.Count > 0 && shape.Value is { Name: "AttributeValue" } => new SampleShape.Structure([.. attributes.Select(attribute =>
            new SampleMember(attribute.Name, new SampleShape.Structure([new SampleMember(attribute.Descriptor, Content(attribute), IsRequired: true, IsNullable: false)]), attribute.IsKey, IsNullable: false))]),
        ShapeKind.Map => keys.Count == 0 || shape.Value is not { Name: "AttributeValue" }
            ? new SampleShape.Map(Of(shape.Value!, depth + 1))
            : new SampleShape.Structure([.. keys.Select(key => new SampleMember(key, Of(shape.Value!, depth + 1), IsRequired: false, IsNullable: false))]),
        ShapeKind.Structure when depth > MaxDepth => new SampleShape.Structure([]),
        ShapeKind.Structure when shape.IsUnion || shape.Name == "AttributeValue" => new SampleShape.Union(
            [.. shape.Members.Where(member => member.Shape.Kind is not (ShapeKind.List or ShapeKind.Map) || depth < 3)
                .Select(member => Member(member, depth))]),
        ShapeKind.Structure => new SampleShape.Structure([.. shape.Members.Select(member => Member(member, depth))]),
        _ => new SampleShape.Text(),
    };

    // What the class says an attribute holds: other kinds are an error of the library before the handler sees them.
    private static SampleShape Content(StoredAttribute attribute) => attribute.Descriptor switch
    {
        "S" when attribute.IsTime => new SampleShape.Text([], "2026-01-05T08:00:00.250Z"),
        "N" when attribute.IsTime => new SampleShape.Text([], "1767600000"),
        "S" when attribute.IsKey => new SampleShape.Text([], "key"),
        "N" => new SampleShape.Text([], "1"),
        "BOOL" => new SampleShape.Flag(),
        "SS" => new SampleShape.Sequence(new SampleShape.Text()),
        _ => new SampleShape.Text(),
    };

    private SampleMember Member(ShapeMember member, int depth) =>
        new(member.Name, member.Owner.Name == "AttributeValue" && member.Name == "N" ? new SampleShape.Text([], "1") : Of(member.Shape, depth + 1),
            // Models hardly ever call members of an answer required, yet services always answer their plain values (Publish its MessageId).
            member.IsRequired || (depth == 0 && IsOrdinary(member, depth)), IsNullable: false, member.IsRequired || IsOrdinary(member, depth));

    /// <summary>
    /// The plain answer of a service: its identifiers and plain values. What stands for more to come (tokens, keys to go on from,
    /// unprocessed or failed entries) and optional collections come as variations.
    /// </summary>
    private static bool IsOrdinary(ShapeMember member, int depth) =>
        depth > 0 || (member.Shape.Kind is not (ShapeKind.List or ShapeKind.Map or ShapeKind.Structure)
            && !ContinuationWords.Any(word => member.Name.Contains(word, StringComparison.OrdinalIgnoreCase)));

    private static readonly string[] ContinuationWords =
        ["Token", "Marker", "LastEvaluated", "Continuation", "Truncated", "Failed", "Unprocessed", "Next", "FunctionError", "LogResult"];
}
