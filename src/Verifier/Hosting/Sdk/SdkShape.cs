using System.Collections.Concurrent;
using System.Reflection;

namespace LambdaLift.Verifier.Hosting.Sdk;

/// <summary>Which properties of an SDK type are members of the API, and when they are set; works on v3 and v4 by reflection.</summary>
internal sealed class SdkShape
{
    private static readonly ConcurrentDictionary<Type, SdkShape> Cache = new();

    private SdkShape(Type type)
    {
        Members = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(IsMember).Select(property => new SdkMember(property, type))];
    }

    public IReadOnlyList<SdkMember> Members { get; }

    public static SdkShape Of(Type type) => Cache.GetOrAdd(type, static type => new SdkShape(type));

    /// <summary>Forgets the types of a context that is unloaded.</summary>
    public static void Forget(Predicate<Type> which)
    {
        foreach (var type in Cache.Keys.Where(type => which(type)).ToList()) Cache.TryRemove(type, out _);
    }

    /// <summary>The property with this name, whatever its case.</summary>
    public SdkMember? Find(string name) =>
        Members.FirstOrDefault(member => member.Name == name)
        ?? Members.FirstOrDefault(member => string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase));

    private static bool IsMember(PropertyInfo property) =>
        property.GetMethod is { IsPublic: true }
        && property.GetIndexParameters().Length == 0
        // Members of AmazonWebServiceRequest and of the shared response base are not the API's.
        && property.DeclaringType?.Namespace is not ("Amazon.Runtime" or "Amazon.Runtime.Internal")
        // What is told of an upload's progress is no part of the request.
        && !typeof(Delegate).IsAssignableFrom(property.PropertyType)
        && !property.IsDefined(typeof(ObsoleteAttribute))
        && !IsSetProperty(property);

    private static bool IsSetProperty(PropertyInfo property) =>
        property.PropertyType == typeof(bool)
        && property.Name.StartsWith("Is", StringComparison.Ordinal)
        && property.Name.EndsWith("Set", StringComparison.Ordinal)
        && property.DeclaringType!.GetProperty(property.Name[2..^3]) is not null;
}

/// <summary>One API member of an SDK type.</summary>
internal sealed class SdkMember(PropertyInfo property, Type owner)
{
    private readonly MethodInfo? _isSet = owner.GetMethod(
        "IsSet" + property.Name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, Type.EmptyTypes);

    public string Name => property.Name;

    public Type Type => property.PropertyType;

    public bool CanWrite => property.SetMethod is not null;

    public bool IsSet(object target) => _isSet is null || (bool)_isSet.Invoke(target, null)!;

    public object? Get(object target) => property.GetValue(target);

    public void Set(object target, object? value) => property.SetValue(target, value);
}
