using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaLift.Verifier.Hosting;

/// <summary>A function's handler method, found and called as the .NET Lambda runtime does it.</summary>
internal sealed class LoadedFunction
{
    private const string ContextInterface = "Amazon.Lambda.Core.ILambdaContext";

    private readonly HostedFunction _function;
    private readonly Type _type;
    private readonly MethodInfo _method;
    private readonly UserLoadContext _context;
    private readonly Func<Type, object> _createContext;
    private readonly AnnotatedMethod? _route;

    private LoadedFunction(HostedFunction function, Type type, MethodInfo method, UserLoadContext context, Func<Type, object> createContext)
    {
        _function = function;
        _type = type;
        _method = method;
        _route = AnnotatedMethod.Of(method, context);
        _context = context;
        _createContext = createContext;
    }

    public string Name => _function.Name;

    public IReadOnlyDictionary<string, string> EnvironmentVariables => _function.EnvironmentVariables;

    /// <summary>The type that the event is deserialised to; null for handlers without one and for raw streams.</summary>
    public Type? EventType => _route is not null ? _route.RequestType : _function.Bootstrap is { } entry ? EntryEventType(entry) : _method.GetParameters().Select(parameter => parameter.ParameterType)
        .FirstOrDefault(type => type.FullName != ContextInterface && type != typeof(CancellationToken) && !typeof(Stream).IsAssignableFrom(type));

    /// <exception cref="HostingException">No such type or method, or more than one.</exception>
    public static LoadedFunction Resolve(HostedFunction function, UserLoadContext context, Func<string, Type, object> createContext)
    {
        var parts = function.Handler.Split("::");
        if (parts.Length != 3 || parts.Any(string.IsNullOrWhiteSpace))
            throw new HostingException($"'{function.Handler}' is not a handler of the form Assembly::Namespace.Type::Method; functions that start themselves cannot be run here.");
        if (function.Bootstrap is not null)
        {
            var main = context.Get(parts[0]).EntryPoint ?? throw new HostingException($"Assembly '{parts[0]}' has no entry point to start '{function.Handler}' by.");
            return new LoadedFunction(function, main.DeclaringType!, main, context, contextType => createContext(function.Name, contextType));
        }

        var type = context.Get(parts[0]).GetType(parts[1])
            ?? throw new HostingException($"Assembly '{parts[0]}' has no type '{parts[1]}', which handler '{function.Handler}' names.");
        var methods = type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy)
            .Where(method => method.Name == parts[2] && !method.IsGenericMethodDefinition).ToList();
        // A method hidden or overridden by the derived type is not a second candidate.
        methods = [.. methods.Where(method => methods.TrueForAll(other => other == method || !other.DeclaringType!.IsSubclassOf(method.DeclaringType!)))];
        return methods.Count switch
        {
            1 => new LoadedFunction(function, type, methods[0], context, contextType => createContext(function.Name, contextType)),
            0 => throw new HostingException($"Type '{parts[1]}' has no method '{parts[2]}', which handler '{function.Handler}' names."),
            _ => throw new HostingException($"Type '{parts[1]}' has {methods.Count} methods '{parts[2]}'; a Lambda handler's name must be unique in its type."),
        };
    }

    /// <summary>A new instance of the handler's type, as at the start of a Lambda process; null for static handlers.</summary>
    public object? CreateInstance()
    {
        if (_function.Bootstrap is null) return _method.IsStatic ? null : HandlerActivator.Create(_type, _context);
        _started = BootstrapProgram.Start(_method, _function.Handler[(_function.Handler.LastIndexOf(':') + 1)..], _context);
        return _started.Handler.Target;
    }

    /// <summary>Calls the handler; what it returns is a task for asynchronous handlers.</summary>
    public object? Invoke(object? instance, string payload)
    {
        if (_route is not null)
        {
            var bound = _route.Bind(Argument(_route.RequestType, payload)!, Serializer(), contextType => Argument(contextType, payload), _type, _context);
            return bound.Refused is { } refused ? refused : _method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, bound.Arguments, null);
        }

        var method = Called;
        var arguments = method.GetParameters().Select(parameter => Argument(parameter.ParameterType, payload)).ToArray();
        return method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    private MethodInfo Called => _started?.Handler.Method ?? _method;

    private Type? EntryEventType(BootstrapEntry entry) => entry.EventType is { } name ? _type.Assembly.GetType(name) : null;

    private BootstrapProgram? _started;

    /// <summary>The returned value as Lambda sends it to the caller.</summary>
    public JsonNode? Serialize(object? result)
    {
        if (_route is not null) return result as JsonNode ?? _route.Response(ResultType(_method.ReturnType), result, Serializer());
        var type = ResultType(Called.ReturnType);
        if (type is null) return null;
        if (result is Stream stream)
        {
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return ParseResult(reader.ReadToEnd());
        }

        using var buffer = new MemoryStream();
        Serializer().Write(type, result, buffer);
        return ParseResult(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    /// <summary>The value in a completed task, or the value itself.</summary>
    public static object? ResultOf(object? returned) =>
        returned is Task task
            ? ResultType(task.GetType()) is null ? null : task.GetType().GetProperty("Result")!.GetValue(task)
            : returned;

    private static JsonNode? ParseResult(string text)
    {
        if (text.Length == 0) return null;
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw new HostingException($"The handler returned '{(text.Length > 60 ? text[..60] + "…" : text)}', which is not JSON.");
        }
    }

    private static Type? ResultType(Type declared)
    {
        if (declared == typeof(void) || declared == typeof(Task) || declared == typeof(ValueTask)) return null;
        for (var type = declared; type is not null; type = type.BaseType)
        {
            if (!type.IsGenericType || (type.GetGenericTypeDefinition() != typeof(Task<>) && type.GetGenericTypeDefinition() != typeof(ValueTask<>))) continue;
            // An `async Task` method's box is a Task<VoidTaskResult>.
            var result = type.GetGenericArguments()[0];
            return result.FullName == "System.Threading.Tasks.VoidTaskResult" ? null : result;
        }

        return typeof(Task).IsAssignableFrom(declared) ? null : declared;
    }

    private object? Argument(Type type, string payload)
    {
        if (type.FullName == ContextInterface) return _createContext(type);
        if (type == typeof(CancellationToken)) return CancellationToken.None;
        var bytes = new MemoryStream(Encoding.UTF8.GetBytes(payload));
        return type.IsAssignableFrom(typeof(MemoryStream)) && type != typeof(object) ? bytes : Serializer().Read(type, bytes);
    }

    private UserSerializer Serializer() => _serializer ??= (_started?.Serializer is { } given ? new UserSerializer(given) : UserSerializer.Of(_method, _type, _context))
        ?? throw new HostingException($"Handler '{_function.Handler}' takes or returns objects but neither it nor its assembly has a LambdaSerializer attribute.");

    private UserSerializer? _serializer;
}
