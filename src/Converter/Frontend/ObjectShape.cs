using System.Collections.Immutable;
using System.Text;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Frontend;

/// <summary>The properties of a user's type, as serializers see them.</summary>
public static class ObjectShape
{
    /// <summary>The public readable instance properties of a class, record, struct or anonymous type; base types' first.</summary>
    public static ImmutableArray<IPropertySymbol> Properties(ITypeSymbol type)
    {
        var properties = new List<IPropertySymbol>();
        var chain = new Stack<ITypeSymbol>();
        for (var t = type; t is not null && t.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); t = t.BaseType)
            chain.Push(t);
        foreach (var t in chain)
        {
            foreach (var property in t.GetMembers().OfType<IPropertySymbol>())
            {
                if (property.IsStatic || property.IsIndexer || property.GetMethod is null || property.DeclaredAccessibility != Accessibility.Public)
                    continue;
                if (property.Name == "EqualityContract")
                    continue;
                properties.RemoveAll(p => p.Name == property.Name);
                properties.Add(property);
            }
        }

        return properties.ToImmutableArray();
    }

    /// <summary>Whether values of the type are held as JSON objects with one member per property.</summary>
    public static bool IsObject(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: SpecialType.None } named
        && named.ElementType() is null
        && !named.IsDictionary()
        && !named.IsSdkEnum()
        && !named.IsTask()
        && !named.IsException()
        && !named.IsNullable(out _)
        && !named.IsTextCarrier()
        && !IsScalarStruct(named)
        && (named.Locations.Any(l => l.IsInSource) || named.IsAnonymousType || named.IsSdkModel() || named.IsLambdaEvent() || named.Is("System.Collections.Generic.KeyValuePair"));

    /// <summary>Structs of the base library that serializers write as text.</summary>
    public static bool IsScalarStruct(ITypeSymbol? type) =>
        type is not null && (type.Is("System.DateTime") || type.Is("System.DateTimeOffset") || type.Is("System.Guid") || type.Is("System.TimeSpan"));

    /// <summary>Whether serializers leave the property out altogether.</summary>
    public static bool IsIgnored(IPropertySymbol property, JsonContract contract) =>
        property.GetAttributes().Any(a => a.AttributeClass is { Name: "JsonIgnoreAttribute" } c && c.ContainingNamespace.FullName() == AttributeNamespace(contract)
            && !a.NamedArguments.Any(n => n.Key == "Condition" && !Equals(n.Value.Value, 1)));

    /// <summary>Whether serializers leave the property out when it is null.</summary>
    public static bool OmitsNull(IPropertySymbol property, JsonContract contract)
    {
        foreach (var attribute in property.GetAttributes().Where(a => a.AttributeClass?.ContainingNamespace.FullName() == AttributeNamespace(contract)))
        {
            var rule = attribute.NamedArguments.FirstOrDefault(n => n.Key == (contract.Library == JsonLibrary.SystemTextJson ? "Condition" : "NullValueHandling")).Value.Value;
            switch (attribute.AttributeClass!.Name)
            {
                // Never, (Always,) WhenWritingDefault, WhenWritingNull.
                case "JsonIgnoreAttribute" when rule is int condition:
                    return condition is 2 or 3;
                case "JsonPropertyAttribute" when rule is int handling:
                    return handling == 1;
            }
        }

        return contract.OmitNull;
    }

    /// <summary>The contract of a property's value: an attribute can have enumerations written by name.</summary>
    public static JsonContract ContractOf(IPropertySymbol property, JsonContract contract) =>
        !contract.EnumsAsStrings && NamesEnumerations(property, contract) ? contract with { EnumsAsStrings = true } : contract;

    /// <summary>Whether an enumeration is written by the names of its members.</summary>
    public static bool IsWrittenByName(ITypeSymbol type, JsonContract contract) => type.TypeKind == TypeKind.Enum && (contract.EnumsAsStrings || NamesEnumerations(type, contract));

    private static bool NamesEnumerations(ISymbol symbol, JsonContract contract) => symbol.GetAttributes().Any(a =>
        a.AttributeClass is { Name: "JsonConverterAttribute" } && a.ConstructorArguments is [{ Value: ITypeSymbol converter }]
        && (contract.Library == JsonLibrary.SystemTextJson ? converter.Is("System.Text.Json.Serialization.JsonStringEnumConverter") : converter.Is("Newtonsoft.Json.Converters.StringEnumConverter")));

    /// <summary>The JSON name of a property.</summary>
    public static string JsonName(IPropertySymbol property, JsonContract contract)
    {
        foreach (var attribute in property.GetAttributes())
        {
            if (contract.Library == JsonLibrary.SystemTextJson && attribute.AttributeClass.Is("System.Text.Json.Serialization.JsonPropertyNameAttribute")
                && attribute.ConstructorArguments is [{ Value: string name }])
                return name;
            if (contract.Library == JsonLibrary.Newtonsoft && attribute.AttributeClass.Is("Newtonsoft.Json.JsonPropertyAttribute"))
            {
                if (attribute.ConstructorArguments is [{ Value: string positional }])
                    return positional;
                if (attribute.NamedArguments.FirstOrDefault(n => n.Key == "PropertyName").Value.Value is string named)
                    return named;
            }
        }

        return contract.Naming switch
        {
            JsonNaming.AsDeclared => property.Name,
            JsonNaming.CamelCase => CamelCase(property.Name),
            JsonNaming.SnakeCaseLower => Separated(property.Name, '_'),
            JsonNaming.KebabCaseLower => Separated(property.Name, '-'),
            _ => throw new InvalidOperationException($"Unknown naming {contract.Naming}."),
        };
    }

    // Lower-cases the leading run of capitals, the last of them only when no small letter follows: "URLValue" -> "urlValue".
    private static string CamelCase(string name)
    {
        var chars = name.ToCharArray();
        for (var i = 0; i < chars.Length; i++)
        {
            if (!char.IsUpper(chars[i]) || (i > 0 && i + 1 < chars.Length && !char.IsUpper(chars[i + 1])))
                break;
            chars[i] = char.ToLowerInvariant(chars[i]);
        }

        return new string(chars);
    }

    private static string Separated(string name, char separator)
    {
        var result = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord)
                result.Append(separator);
            result.Append(char.ToLowerInvariant(name[i]));
        }

        return result.ToString();
    }


    private static string AttributeNamespace(JsonContract contract) =>
        contract.Library == JsonLibrary.SystemTextJson ? "System.Text.Json.Serialization" : "Newtonsoft.Json";
}
