using System.Reflection;

namespace LambdaLift.Verifier.Hosting;

/// <summary>The container that a class marked with <c>[LambdaStartup]</c> fills, built anew for each process that is played.</summary>
internal sealed class StartupContainer
{
    private readonly IServiceProvider _services;

    private StartupContainer(IServiceProvider services) => _services = services;

    /// <summary>The container of a handler's assembly; null when it has no start-up class.</summary>
    public static StartupContainer? Of(Type handlerType, UserLoadContext context)
    {
        var startup = handlerType.Assembly.GetTypes().FirstOrDefault(type => type.CustomAttributes.Any(attribute => attribute.AttributeType.FullName == "Amazon.Lambda.Annotations.LambdaStartupAttribute"));
        if (startup?.GetMethod("ConfigureServices") is not { } configure) return null;
        var assembly = context.Get("Microsoft.Extensions.DependencyInjection");
        var collection = configure.GetParameters()[0].ParameterType.Assembly.GetType("Microsoft.Extensions.DependencyInjection.ServiceCollection")
            ?? assembly.GetType("Microsoft.Extensions.DependencyInjection.ServiceCollection", throwOnError: true)!;
        var services = Activator.CreateInstance(collection)!;
        configure.Invoke(configure.IsStatic ? null : Activator.CreateInstance(startup), BindingFlags.DoNotWrapExceptions, null, [services], null);
        Add(services, handlerType);
        var build = assembly.GetType("Microsoft.Extensions.DependencyInjection.ServiceCollectionContainerBuilderExtensions", throwOnError: true)!
            .GetMethods().Single(method => method.Name == "BuildServiceProvider" && method.GetParameters().Length == 1);
        return new StartupContainer((IServiceProvider)build.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [services], null)!);
    }

    /// <summary>A service; null when none is registered.</summary>
    public object? Get(Type type) => _services.GetService(type);

    // The generated code registers the handler's class too.
    private static void Add(object services, Type type)
    {
        var descriptor = services.GetType().GetInterfaces().First(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(ICollection<>)).GetGenericArguments()[0];
        var lifetime = descriptor.GetProperty("Lifetime")!.PropertyType;
        var added = Activator.CreateInstance(descriptor, type, type, Enum.Parse(lifetime, "Singleton"));
        typeof(ICollection<>).MakeGenericType(descriptor).GetMethod("Add")!.Invoke(services, [added]);
    }
}
