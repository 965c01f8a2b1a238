using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaLift.ServiceCatalogue;

/// <summary>Checks requests and answers in the canonical API form against the types of a service model.</summary>
public static class ApiValidation
{
    /// <summary>What a service would refuse in the parameters of an operation: missing required members, members that do not exist, values of another type.</summary>
    /// <returns>One sentence for each problem; empty when there is none.</returns>
    public static IReadOnlyList<string> ValidateRequest(AwsOperation operation, JsonObject api) => Validate(operation.Input, operation, api, isResult: false);

    /// <summary>What no service would answer.</summary>
    /// <returns>One sentence for each problem; empty when there is none.</returns>
    public static IReadOnlyList<string> ValidateResponse(AwsOperation operation, JsonObject api) => Validate(operation.Output, operation, api, isResult: true);

    private static List<string> Validate(Shape? shape, AwsOperation operation, JsonObject api, bool isResult)
    {
        var problems = new List<string>();
        if (shape is null)
            problems.AddRange(api.Select(e => $"{operation} has no member {e.Key}."));
        else
            Check(shape, api, "", JsonMembers.Of(operation, isResult), problems);
        return problems;
    }

    private static void Check(Shape shape, JsonNode value, string path, JsonMembers jsonMembers, List<string> problems)
    {
        if (jsonMembers.Contains(path))
            return;
        switch (shape.Kind)
        {
            case ShapeKind.Structure when value is JsonObject structure:
                CheckStructure(shape, structure, path, jsonMembers, problems);
                break;
            case ShapeKind.List when value is JsonArray items:
                foreach (var item in items)
                    CheckPresent(shape.Element!, item, path, jsonMembers, problems);
                break;
            case ShapeKind.Map when value is JsonObject entries:
                foreach (var entry in entries)
                    CheckPresent(shape.Value!, entry.Value, path + "." + entry.Key, jsonMembers, problems);
                break;
            case ShapeKind.Document:
                break;
            default:
                if (!IsOfKind(shape.Kind, value))
                    problems.Add($"{Display(path)}: {value.ToJsonString()} is not of the type {shape}.");
                break;
        }
    }

    private static void CheckPresent(Shape shape, JsonNode? value, string path, JsonMembers jsonMembers, List<string> problems)
    {
        if (value is null)
            problems.Add($"{Display(path)} has a null element.");
        else
            Check(shape, value, path, jsonMembers, problems);
    }

    private static void CheckStructure(Shape shape, JsonObject value, string path, JsonMembers jsonMembers, List<string> problems)
    {
        foreach (var member in shape.Members)
        {
            var memberPath = path.Length == 0 ? member.Name : path + "." + member.Name;
            if (value[member.Name] is { } present)
                Check(member.Shape, present, memberPath, jsonMembers, problems);
            else if (member.IsRequired && !member.Shape.IsEventStream)
                problems.Add($"The required member {memberPath} is missing.");
        }
        foreach (var entry in value)
        {
            if (shape.FindMember(entry.Key) is null)
                problems.Add($"{Display(path)} has no member {entry.Key}.");
        }
        if (shape.IsUnion && value.Count(e => e.Value is not null) != 1)
            problems.Add($"{Display(path)} must have exactly one member.");
    }

    private static string Display(string path) => path.Length == 0 ? "The value" : path;

    // Enums may grow: any text is taken.
    private static bool IsOfKind(ShapeKind kind, JsonNode value) => kind switch
    {
        ShapeKind.String or ShapeKind.Enum => value.GetValueKind() == JsonValueKind.String,
        ShapeKind.Blob => value.GetValueKind() == JsonValueKind.String && CanonicalValues.FromBase64(value.GetValue<string>()) is not null,
        ShapeKind.Timestamp => CanonicalValues.Timestamp(value) is not null,
        ShapeKind.Boolean => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        ShapeKind.Integer or ShapeKind.Long or ShapeKind.Float or ShapeKind.Double => value.GetValueKind() == JsonValueKind.Number,
        _ => false,
    };
}
