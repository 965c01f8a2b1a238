using System.Reflection;

namespace LambdaLift.Verifier.Hosting;

/// <summary>A function that is a program, started up to the point where it hands its handler to the runtime.</summary>
/// <param name="Handler">The delegate given to <c>LambdaBootstrapBuilder.Create</c>.</param>
/// <param name="Serializer">The serializer given with it; null without one.</param>
internal sealed record BootstrapProgram(Delegate Handler, object? Serializer)
{
    /// <summary>Runs the entry point, whose bootstraps the instrumentation has made to return at once.</summary>
    /// <param name="main">The entry point.</param>
    /// <param name="name">The handler's name: that of its method, or of the method that a lambda stands in.</param>
    /// <param name="context">Where the program is loaded.</param>
    /// <exception cref="HostingException">The program ended without starting a bootstrap.</exception>
    public static BootstrapProgram Start(MethodInfo main, string name, UserLoadContext context)
    {
        var shim = context.Get("LambdaLift.Harness").GetType("LambdaLift.Harness.Shim", throwOnError: true)!;
        var handlers = (List<KeyValuePair<Delegate, object>>)shim.GetField("Handlers")!.GetValue(null)!;
        handlers.Clear();
        var arguments = main.GetParameters().Length == 0 ? null : new object[] { Array.Empty<string>() };
        main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        var found = handlers.FindLast(handler => handler.Key.Method.Name == name) is { Key: not null } named ? named : handlers.LastOrDefault();
        return found.Key is not null
            ? new BootstrapProgram(found.Key, found.Value)
            : throw new HostingException($"The program of {main.DeclaringType} ended without a call of LambdaBootstrapBuilder.Create.");
    }
}
