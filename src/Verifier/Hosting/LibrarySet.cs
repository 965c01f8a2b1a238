using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Verifier.Hosting;

/// <summary>
/// The packages that user code calls and that keep no state of its own (the AWS SDK, Lambda's packages, serializers), together with the
/// harness that is compiled against them. Loaded once for all hosts with the same references: most of a verification's time would
/// otherwise go into compiling the SDK's code to machine code again for every host.
/// </summary>
internal sealed class LibrarySet : AssemblyLoadContext
{
    private static readonly ConcurrentDictionary<string, Lazy<LibrarySet>> Known = new(StringComparer.Ordinal);

    // What one of these refers to must be among them too: a type must not exist twice.
    private static readonly string[] SharedPrefixes = ["AWSSDK.", "AWS.Lambda.Powertools.", "Amazon.Lambda.", "Amazon.SecretsManager.Extensions.", "Newtonsoft.Json", "Microsoft.Extensions.", "Microsoft.Bcl.", "System."];

    private readonly IReadOnlyDictionary<string, string> _paths;
    private readonly byte[] _harness;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Assembly> _loaded = new(StringComparer.OrdinalIgnoreCase);

    private LibrarySet(IReadOnlyDictionary<string, string> paths, byte[] harness)
        : base("LambdaLift libraries")
    {
        _paths = paths;
        _harness = harness;
        HarnessReference = MetadataReference.CreateFromImage(harness);
        Harness = new HarnessBinding(Get(HarnessCompilation.Name)!);
    }

    /// <summary>For compiling user code.</summary>
    public MetadataReference HarnessReference { get; }

    /// <summary>The harness, connected to the invocation that is running.</summary>
    public HarnessBinding Harness { get; }

    /// <summary>Whether an assembly is one that hosts share.</summary>
    public static bool IsShared(string name) => Array.Exists(SharedPrefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>The set for references and paths; the same one for the same.</summary>
    /// <exception cref="HostingException">The harness does not compile against the references.</exception>
    public static LibrarySet Of(IReadOnlyList<MetadataReference> references, IReadOnlyDictionary<string, string> paths, CancellationToken cancellationToken)
    {
        var shared = paths.Where(pair => IsShared(pair.Key)).ToDictionary(StringComparer.OrdinalIgnoreCase);
        var key = string.Join('\n', references.Select(reference => reference.Display)
            .Concat(shared.Values.Select(path => $"{path} {File.GetLastWriteTimeUtc(path).Ticks}")).Order(StringComparer.Ordinal));
        return Known.GetOrAdd(key, _ => new Lazy<LibrarySet>(() => new LibrarySet(shared, HarnessCompilation.Emit(references, cancellationToken)))).Value;
    }

    /// <summary>An assembly of the set; null if it is none of its own.</summary>
    public Assembly? Get(string name)
    {
        lock (_gate)
        {
            if (_loaded.TryGetValue(name, out var known)) return known;
            var assembly = name == HarnessCompilation.Name ? LoadFromStream(new MemoryStream(_harness))
                : _paths.TryGetValue(name, out var path) ? LoadFromAssemblyPath(path) : null;
            if (assembly is not null) _loaded[name] = assembly;
            return assembly;
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) => Get(assemblyName.Name!);
}
