using System.Reflection;

namespace LambdaLift.StandIns.Tests.Surface;

/// <summary>The public surface of an assembly's namespaces as lines of text, one per type, constructor, property, field and method.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The lines of all public types in exactly the given namespaces.</summary>
    public static HashSet<string> Of(Assembly assembly, params string[] namespaces) =>
        [.. assembly.GetExportedTypes().Where(type => !type.IsNested && namespaces.Contains(type.Namespace)).SelectMany(Lines)];

    private static IEnumerable<string> Lines(Type type)
    {
        var owner = type.FullName!;
        yield return $"type {owner} : {(type.IsInterface ? string.Join(", ", type.GetInterfaces().Select(Name).Order()) : Name(type.BaseType!))}";
        foreach (var constructor in type.GetConstructors(Declared & ~BindingFlags.Static))
        {
            yield return $"constructor {owner}({Parameters(constructor)})";
        }

        foreach (var property in type.GetProperties(Declared))
        {
            yield return $"property {owner}.{property.Name} : {Name(property.PropertyType)}{(property.SetMethod is { IsPublic: true } ? "" : " (read only)")}";
        }

        foreach (var field in type.GetFields(Declared))
        {
            yield return $"field {owner}.{field.Name} : {Name(field.FieldType)} = {(field.IsStatic ? field.GetValue(null) : "")}";
        }

        foreach (var method in type.GetMethods(Declared).Where(m => !m.IsSpecialName || m.Name.StartsWith("op_", StringComparison.Ordinal)))
        {
            yield return $"method {owner}.{method.Name}({Parameters(method)}) : {Name(method.ReturnType)}";
        }
    }

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(p => $"{Name(p.ParameterType)} {p.Name}{(p.IsOptional ? "?" : "")}"));

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Name(value) + "?";
        }

        return type.IsGenericType
            ? $"{type.Namespace}.{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : type.FullName ?? type.Name;
    }
}
