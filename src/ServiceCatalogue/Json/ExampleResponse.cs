using System.Globalization;
using System.Text.Json.Nodes;

namespace LambdaLift.ServiceCatalogue;

/// <summary>Which members an example has.</summary>
public enum ExampleDetail
{
    /// <summary>Members that the model calls required.</summary>
    RequiredOnly,

    /// <summary>All members down to a limited depth, except those that mean "not done": continuation tokens, failures, unprocessed items.</summary>
    Full,
}

/// <summary>
/// Builds answers of a service out of the output's type: deterministic, valid by required members, enums and unions, in the canonical API form of
/// <see cref="DotNetJson"/>.
/// </summary>
public static class ExampleResponse
{
    private const int MaximumDepth = 5;

    // A made-up full answer must mean "all done": these would make callers page on, retry, or fail.
    private static readonly HashSet<string> NotDone = new(StringComparer.OrdinalIgnoreCase)
    {
        "NextToken", "NextMarker", "Marker", "ContinuationToken", "NextContinuationToken", "NextPageToken", "NextForwardToken", "NextBackwardToken", "PaginationToken",
        "LastEvaluatedKey", "LastEvaluatedTableName", "LastEvaluatedBackupArn", "NextKeyMarker", "NextUploadIdMarker", "NextVersionIdMarker", "NextPartNumberMarker",
        "IsTruncated", "HasMoreResults", "HasMoreStreams", "Truncated", "FunctionError", "Error", "Errors", "ErrorCode", "ErrorMessage", "Failures", "Failed",
        "FailureReason", "FailureMessage", "FailedEntryCount", "FailedRecordCount", "FailedPutCount", "UnprocessedItems", "UnprocessedKeys",
    };

    /// <summary>An answer of the operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="detail">Which members it has.</param>
    /// <param name="seed">Answers with different seeds have different texts and numbers and go through enum values and union members.</param>
    public static JsonObject Create(AwsOperation operation, ExampleDetail detail = ExampleDetail.Full, int seed = 0) =>
        operation.Output is null ? new JsonObject() : Structure(operation.Output, operation.Service, detail, seed, 0, JsonMembers.Of(operation, isResult: true), "");

    private static JsonObject Structure(Shape shape, AwsService service, ExampleDetail detail, int seed, int depth, JsonMembers jsonMembers, string path)
    {
        var result = new JsonObject();
        if (shape.IsUnion)
        {
            // Rotated by the seed; deep down the one that ends soonest.
            var choices = depth < MaximumDepth ? shape.Members : shape.Members.OrderBy(m => Height(m.Shape, new HashSet<Shape>())).Take(1).ToArray();
            if (choices.Count > 0)
                Add(result, choices[seed % choices.Count], service, detail, seed, depth, jsonMembers, path);
            return result;
        }
        // DynamoDB's AttributeValue is a union that the model does not declare as one.
        if (shape.Name == "AttributeValue" && shape.FindMember("BOOL") is not null)
            return seed % 2 == 0 ? new JsonObject { ["S"] = Text("S", seed) } : new JsonObject { ["N"] = seed.ToString(CultureInfo.InvariantCulture) };
        foreach (var member in shape.Members)
        {
            if (member.IsRequired || (detail == ExampleDetail.Full && depth < MaximumDepth && !NotDone.Contains(member.Name)))
                Add(result, member, service, detail, seed, depth, jsonMembers, path);
        }
        return result;
    }

    private static void Add(JsonObject target, ShapeMember member, AwsService service, ExampleDetail detail, int seed, int depth, JsonMembers jsonMembers, string path)
    {
        var memberPath = path.Length == 0 ? member.Name : path + "." + member.Name;
        if (jsonMembers.Contains(memberPath))
            target[member.Name] = new JsonObject();
        else if (member.Shape.IsEventStream)
            return;
        else
            target[member.Name] = Value(member.Shape, member.Name, service, detail, seed, depth + 1, jsonMembers, memberPath);
    }

    private static JsonNode? Value(Shape shape, string name, AwsService service, ExampleDetail detail, int seed, int depth, JsonMembers jsonMembers, string path)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Structure:
                return Structure(shape, service, detail, seed, depth, jsonMembers, path);
            case ShapeKind.List when detail == ExampleDetail.RequiredOnly || (depth >= MaximumDepth && !IsLeaf(shape.Element!)):
                return new JsonArray();
            case ShapeKind.List:
                return new JsonArray(Value(shape.Element!, name, service, detail, seed, depth + 1, jsonMembers, path));
            case ShapeKind.Map when detail == ExampleDetail.RequiredOnly || (depth >= MaximumDepth && !IsLeaf(shape.Value!)):
                return new JsonObject();
            case ShapeKind.Map:
                var key = shape.Key!.Kind == ShapeKind.Enum && shape.Key.EnumValues.Count > 0 ? shape.Key.EnumValues[seed % shape.Key.EnumValues.Count] : "key";
                return new JsonObject { [key] = Value(shape.Value!, name, service, detail, seed, depth + 1, jsonMembers, path) };
            case ShapeKind.Enum:
                return shape.EnumValues.Count == 0 ? Text(name, seed) : shape.EnumValues[seed % shape.EnumValues.Count];
            case ShapeKind.String:
                return name.EndsWith("arn", StringComparison.OrdinalIgnoreCase) ? $"arn:aws:{service.IamPrefix}:us-east-1:123456789012:{Text(name, seed)}" : Text(name, seed);
            case ShapeKind.Blob:
                return CanonicalValues.Base64(Text(name, seed));
            case ShapeKind.Boolean:
                return seed % 2 == 0;
            case ShapeKind.Integer or ShapeKind.Long:
                // The status of Lambda's Invoke is the one number that callers compare with.
                return name == "StatusCode" ? 200 : seed + 1;
            case ShapeKind.Float or ShapeKind.Double:
                return seed + 0.5;
            case ShapeKind.Timestamp:
                return $"2024-01-{1 + (seed % 28):00}T00:00:00Z";
            default:
                return new JsonObject();
        }
    }

    // How deep a value must at least be: lists and maps may be empty, structures need their required members, unions one.
    private static int Height(Shape shape, HashSet<Shape> open)
    {
        const int endless = 1000;
        if (shape.Kind != ShapeKind.Structure)
            return 0;
        if (!open.Add(shape))
            return endless;
        var members = shape.IsUnion ? shape.Members : shape.Members.Where(m => m.IsRequired).ToArray();
        var heights = members.Select(m => Height(m.Shape, open)).DefaultIfEmpty(0);
        var height = 1 + (shape.IsUnion ? heights.Min() : heights.Max());
        open.Remove(shape);
        return height;
    }

    private static bool IsLeaf(Shape shape) => shape.Kind is not (ShapeKind.Structure or ShapeKind.List or ShapeKind.Map);

    private static string Text(string name, int seed) => $"{name}-{(seed + 1).ToString(CultureInfo.InvariantCulture)}";
}
