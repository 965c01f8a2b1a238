using System.Reflection;
using System.Runtime.Loader;

namespace LambdaLift.Verifier.Hosting;

/// <summary>
/// The user's code and its packages, apart from the tool's own copies of the same packages. The framework is shared with the tool, and
/// packages without state of the user's with other hosts.
/// </summary>
internal sealed class UserLoadContext(
    IReadOnlyDictionary<string, (byte[] Image, byte[]? Symbols)> images, IReadOnlyDictionary<string, string> paths, LibrarySet libraries)
    : AssemblyLoadContext("LambdaLift user code", isCollectible: true)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Assembly> _loaded = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Type, UserSerializer> _serializers = [];

    /// <summary>Loads by simple name.</summary>
    /// <exception cref="HostingException">There is no such assembly.</exception>
    public Assembly Get(string name) =>
        Load(new AssemblyName(name)) ?? throw new HostingException($"There is no assembly '{name}' in the project or its references.");

    /// <summary>The serializer that handlers name, which those of one assembly share: what it knows of types takes longer to find out than an event to read.</summary>
    public UserSerializer Serializer(Type type, Func<Type, UserSerializer> create)
    {
        // One of the user's own may keep state; each function is a process of its own.
        if (type.Namespace?.StartsWith("Amazon.Lambda.", StringComparison.Ordinal) != true) return create(type);
        lock (_gate)
        {
            return _serializers.TryGetValue(type, out var known) ? known : _serializers[type] = create(type);
        }
    }

    /// <summary>Whether the type was loaded by this context.</summary>
    public bool Owns(Type type) => GetLoadContext(type.Assembly) == this;

    /// <summary>Whether the type is of the user's project or of one of its packages, not of the framework.</summary>
    public bool Knows(Type type) => Owns(type) || GetLoadContext(type.Assembly) == libraries;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        lock (_gate)
        {
            if (_loaded.TryGetValue(name, out var known)) return known;
            Assembly? assembly = null;
            if (images.TryGetValue(name, out var image))
                assembly = LoadFromStream(new MemoryStream(image.Image), image.Symbols is null ? null : new MemoryStream(image.Symbols));
            else if (libraries.Get(name) is { } shared)
                assembly = shared;
            else if (paths.TryGetValue(name, out var path))
                assembly = LoadFromAssemblyPath(path);
            if (assembly is not null) _loaded[name] = assembly;
            return assembly;
        }
    }
}
