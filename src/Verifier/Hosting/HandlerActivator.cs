using System.Reflection;

namespace LambdaLift.Verifier.Hosting;

/// <summary>
/// Constructs a handler: by its parameterless constructor, as Lambda does, else by the constructor whose parameters are all services
/// that have one obvious implementation: an AWS client, or the only class of the project that implements the interface.
/// </summary>
internal static class HandlerActivator
{
    /// <exception cref="HostingException">No constructor can be called.</exception>
    public static object Create(Type type, UserLoadContext context) =>
        type.GetConstructors().Any(constructor => constructor.GetParameters().Length == 0) ? Create(type, context, []) : StartupContainer.Of(type, context)?.Get(type) ?? Create(type, context, []);

    /// <summary>What a parameter marked with <c>[FromServices]</c> gets.</summary>
    /// <exception cref="HostingException">Nothing is known to pass for it.</exception>
    public static object? Provide(ParameterInfo parameter, Type handlerType, UserLoadContext context) =>
        StartupContainer.Of(handlerType, context)?.Get(parameter.ParameterType) ?? Resolve(parameter, context, [handlerType]);

    private static object Create(Type type, UserLoadContext context, HashSet<Type> underConstruction)
    {
        if (!underConstruction.Add(type)) throw new HostingException($"{type} needs itself to be constructed.");
        try
        {
            var constructors = type.GetConstructors();
            if (constructors.FirstOrDefault(constructor => constructor.GetParameters().Length == 0) is { } plain)
                return plain.Invoke(BindingFlags.DoNotWrapExceptions, null, null, null);
            HostingException? failure = null;
            foreach (var constructor in constructors.OrderByDescending(constructor => constructor.GetParameters().Length))
            {
                try
                {
                    var arguments = constructor.GetParameters().Select(parameter => Resolve(parameter, context, underConstruction)).ToArray();
                    return constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
                }
                catch (HostingException error)
                {
                    failure ??= error;
                }
            }

            throw new HostingException($"{type} cannot be constructed: {failure?.Message ?? "it has no public constructor"}");
        }
        finally
        {
            underConstruction.Remove(type);
        }
    }

    private static object? Resolve(ParameterInfo parameter, UserLoadContext context, HashSet<Type> underConstruction)
    {
        var type = parameter.ParameterType;
        if (type is { IsAbstract: false, IsClass: true } && type != typeof(string) && context.Knows(type)) return Create(type, context, underConstruction);
        if (type.IsInterface && !type.IsGenericType && context.Knows(type))
        {
            var candidates = type.Assembly.GetTypes().Concat(underConstruction.First().Assembly.GetTypes())
                .Where(candidate => candidate is { IsAbstract: false, IsClass: true } && type.IsAssignableFrom(candidate)).Distinct().ToList();
            if (candidates.Count == 1) return Create(candidates[0], context, underConstruction);
            throw new HostingException($"parameter '{parameter.Name}' of type {type} has {candidates.Count} implementations to choose from");
        }

        if (type.FullName?.StartsWith("Microsoft.Extensions.Logging.ILogger`1", StringComparison.Ordinal) == true)
            return Activator.CreateInstance(type.Assembly.GetType("Microsoft.Extensions.Logging.Abstractions.NullLogger`1", throwOnError: true)!.MakeGenericType(type.GetGenericArguments()));
        if (parameter.HasDefaultValue) return parameter.DefaultValue;
        throw new HostingException($"nothing is known to pass for its parameter '{parameter.Name}' of type {type}");
    }
}
