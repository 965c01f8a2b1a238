using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;

namespace LambdaLift.Verifier.Exploration;

/// <summary>The JSON that a .NET type of the user's code reads.</summary>
internal static class TypeShapes
{
    private const int MaxDepth = 6;

    private static readonly NullabilityInfoContext Nullability = new();

    public static SampleShape Of(Type type) => Of(type, 0);

    private static SampleShape Of(Type type, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string) || type == typeof(char)) return new SampleShape.Text();
        if (typeof(Stream).IsAssignableFrom(type)) return new SampleShape.Text([], "AQID");
        if (depth > MaxDepth || type == typeof(object) || typeof(JsonNode).IsAssignableFrom(type) || type.FullName is "System.Text.Json.JsonElement" or "System.Text.Json.JsonDocument"
            || type.Namespace == "Newtonsoft.Json.Linq") return new SampleShape.Any();
        if (type == typeof(bool)) return new SampleShape.Flag();
        if (type.IsEnum) return Enumeration(type);
        if (type == typeof(DateTime) || type == typeof(DateTimeOffset)) return new SampleShape.Text(["2026-01-05T08:00:00Z", "2024-02-29T23:59:59.5Z", "2031-12-31T00:00:00Z"], "2026-01-05T08:00:00Z");
        if (type == typeof(DateOnly)) return new SampleShape.Text([], "2026-01-05");
        if (type == typeof(TimeOnly)) return new SampleShape.Text([], "01:00:00");
        if (type == typeof(TimeSpan)) return new SampleShape.Text(["01:00:00", "00:00:01.5000000", "-1.02:03:04"], "01:00:00");
        if (type == typeof(Guid)) return new SampleShape.Text([], "1f0c7d1e-3c5b-4d36-9a53-0d7e2f4b6c88");
        if (type == typeof(Uri)) return new SampleShape.Text([], "https://example.com/");
        if (type == typeof(byte[])) return new SampleShape.Text([], "AQID");
        if (type == typeof(double) || type == typeof(float) || type == typeof(decimal)) return new SampleShape.Number(IsIntegral: false);
        if (type.IsPrimitive) return new SampleShape.Number(IsIntegral: true);
        if (Interface(type, typeof(IDictionary<,>)) is { } map) return new SampleShape.Map(Of(map.GetGenericArguments()[1], depth + 1));
        if (Interface(type, typeof(IReadOnlyDictionary<,>)) is { } readOnlyMap) return new SampleShape.Map(Of(readOnlyMap.GetGenericArguments()[1], depth + 1));
        if (typeof(IEnumerable).IsAssignableFrom(type))
            return new SampleShape.Sequence(Interface(type, typeof(IEnumerable<>)) is { } items ? Of(items.GetGenericArguments()[0], depth + 1) : new SampleShape.Any());
        return new SampleShape.Structure([.. Properties(type).Select(property => Member(property, depth))]);
    }

    private static SampleMember Member(PropertyInfo property, int depth)
    {
        // A reference that the author declared as never null still may be absent: serializers do not look.
        // Services do not send null in the events that Amazon.Lambda.*Events describes; these packages have no annotations that would say so.
        var isNullable = property.DeclaringType?.Namespace?.StartsWith("Amazon.Lambda.", StringComparison.Ordinal) != true && (Nullable.GetUnderlyingType(property.PropertyType) is not null
            || (!property.PropertyType.IsValueType && Nullability.Create(property).WriteState != NullabilityState.NotNull));
        return new SampleMember(JsonName(property), Of(property.PropertyType, depth + 1), IsRequired: false, isNullable);
    }

    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && property.GetMethod is not null
                // Records and constructors set properties that have no setter.
                && (property.SetMethod is { IsPublic: true } || type.GetConstructors().Any(constructor => constructor.GetParameters().Any(parameter =>
                    string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase)))))
            .Where(property => !property.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "JsonIgnoreAttribute"
                && attribute.NamedArguments.All(argument => argument.MemberName != "Condition")))
            .DistinctBy(property => property.Name);

    private static string JsonName(PropertyInfo property)
    {
        foreach (var attribute in property.CustomAttributes)
        {
            if (attribute.AttributeType.FullName == "System.Text.Json.Serialization.JsonPropertyNameAttribute") return (string)attribute.ConstructorArguments[0].Value!;
            if (attribute.AttributeType.FullName != "Newtonsoft.Json.JsonPropertyAttribute") continue;
            if (attribute.ConstructorArguments is [{ Value: string name }]) return name;
            if (attribute.NamedArguments.FirstOrDefault(argument => argument.MemberName == "PropertyName").TypedValue.Value is string named) return named;
        }

        return property.Name;
    }

    private static SampleShape Enumeration(Type type) =>
        type.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "JsonConverterAttribute"
            && attribute.ConstructorArguments is [{ Value: Type converter }] && converter.Name.StartsWith("JsonStringEnumConverter", StringComparison.Ordinal))
            ? new SampleShape.Text(Enum.GetNames(type), Enum.GetNames(type).FirstOrDefault() ?? "text")
            : new SampleShape.Number(IsIntegral: true);

    private static Type? Interface(Type type, Type definition) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition ? type
        : type.GetInterfaces().FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == definition);
}
