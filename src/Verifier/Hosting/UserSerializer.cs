using System.Reflection;

namespace LambdaLift.Verifier.Hosting;

/// <summary>The project's own <c>ILambdaSerializer</c>, called by reflection.</summary>
internal sealed class UserSerializer
{
    private readonly object _serializer;
    private readonly MethodInfo _serialize;
    private readonly MethodInfo _deserialize;

    /// <summary>Calls an object that implements <c>ILambdaSerializer</c>.</summary>
    public UserSerializer(object serializer)
    {
        _serializer = serializer;
        var contract = serializer.GetType().GetInterface("Amazon.Lambda.Core.ILambdaSerializer")
            ?? throw new HostingException($"Serializer {serializer.GetType()} does not implement ILambdaSerializer.");
        _serialize = contract.GetMethod("Serialize")!;
        _deserialize = contract.GetMethod("Deserialize")!;
    }

    /// <summary>The serializer named by the attribute on the method, else on its type, else on its assembly.</summary>
    public static UserSerializer? Of(MethodInfo method, Type handlerType, UserLoadContext context)
    {
        var attribute = Attribute(method.CustomAttributes) ?? Attribute(handlerType.CustomAttributes) ?? Attribute(handlerType.Assembly.CustomAttributes);
        if (attribute is null || attribute.ConstructorArguments is not [{ Value: Type named }]) return null;
        return context.Serializer(named, Create);
    }

    private static UserSerializer Create(Type type)
    {
        try
        {
            return new UserSerializer(Activator.CreateInstance(type)!);
        }
        catch (Exception error) when (error is MissingMethodException or TargetInvocationException)
        {
            throw new HostingException($"Serializer {type} cannot be constructed: {(error.InnerException ?? error).Message}", error);
        }
    }

    public object? Read(Type type, Stream json) =>
        _deserialize.MakeGenericMethod(type).Invoke(_serializer, BindingFlags.DoNotWrapExceptions, null, [json], null);

    public void Write(Type type, object? value, Stream target) =>
        _serialize.MakeGenericMethod(type).Invoke(_serializer, BindingFlags.DoNotWrapExceptions, null, [value, target], null);

    /// <summary>The object itself, for code of the user's packages that takes one.</summary>
    public object Instance => _serializer;

    private static CustomAttributeData? Attribute(IEnumerable<CustomAttributeData> attributes) =>
        attributes.FirstOrDefault(attribute => attribute.AttributeType.FullName == "Amazon.Lambda.Core.LambdaSerializerAttribute");
}
