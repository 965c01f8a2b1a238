using LambdaLift.Verifier.Hosting.Instrumentation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace LambdaLift.Verifier.Hosting;

/// <summary>The user's compilations and the harness as bytes, ready to be loaded into any number of contexts.</summary>
internal sealed class UserAssemblies
{
    private readonly Dictionary<Compilation, (string Name, MetadataReference Reference)> _emitted = [];
    private readonly Dictionary<string, (byte[] Image, byte[]? Symbols)> _images = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _paths = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationToken _cancellationToken;
    private LibrarySet? _libraries;

    private UserAssemblies(CancellationToken cancellationToken) => _cancellationToken = cancellationToken;

    /// <summary>The packages, which all hosts with the same references share.</summary>
    public LibrarySet Libraries => _libraries ?? throw new InvalidOperationException("The assemblies are not built yet.");

    /// <summary>Simple names of the user's own assemblies.</summary>
    public IEnumerable<string> UserAssemblyNames => _emitted.Values.Select(emitted => emitted.Name);

    /// <summary>Compiles and instruments everything.</summary>
    /// <exception cref="HostingException">Something does not compile; the first error and its place are in the message.</exception>
    public static UserAssemblies Build(HostingRequest request, CancellationToken cancellationToken)
    {
        var result = new UserAssemblies(cancellationToken);
        foreach (var path in request.RuntimeAssemblies) result.AddPath(path);
        foreach (var compilation in request.Compilations) result.CollectPaths(compilation, []);
        result._libraries = LibrarySet.Of(References(request.Compilations), result._paths, cancellationToken);
        foreach (var compilation in request.Compilations) result.Emit(compilation, result._libraries.HarnessReference);
        return result;
    }

    /// <summary>Loads into a new collectible context.</summary>
    public UserLoadContext Load() => new(_images, _paths, Libraries);

    private static List<MetadataReference> References(IReadOnlyList<Compilation> compilations) =>
        [.. compilations.SelectMany(compilation => compilation.References)
            .Where(reference => reference is PortableExecutableReference)
            .DistinctBy(reference => Path.GetFileName(reference.Display), StringComparer.OrdinalIgnoreCase)];

    private MetadataReference Emit(Compilation compilation, MetadataReference harness)
    {
        if (_emitted.TryGetValue(compilation, out var known)) return known.Reference;
        var instrumented = compilation;
        foreach (var tree in compilation.SyntaxTrees)
        {
            var rewritten = InstrumentingRewriter.Rewrite(tree, compilation, _cancellationToken);
            if (!ReferenceEquals(rewritten, tree)) instrumented = instrumented.ReplaceSyntaxTree(tree, rewritten);
        }

        foreach (var reference in compilation.References.OfType<CompilationReference>())
            instrumented = instrumented.ReplaceReference(reference, Emit(reference.Compilation, harness).WithProperties(reference.Properties));
        var name = compilation.AssemblyName ?? "UserCode";
        var options = (CSharpCompilationOptions)compilation.Options;
        instrumented = instrumented.AddReferences(harness).WithOptions(options
            // Warnings are the business of the user's own build, and a key file is not ours to read.
            .WithGeneralDiagnosticOption(ReportDiagnostic.Suppress).WithSpecificDiagnosticOptions([])
            .WithWarningLevel(0).WithCryptoKeyFile(null).WithCryptoKeyContainer(null).WithDelaySign(null).WithPublicSign(false).WithStrongNameProvider(null)
            // What is known of null only makes warnings, and finding it out takes longer than compiling.
            .WithNullableContextOptions(options.NullableContextOptions & NullableContextOptions.Annotations)
            .WithOptimizationLevel(OptimizationLevel.Debug));
        // Errors in the user's own text come first: they point to text that the user has.
        var emitted = Write(instrumented, name, $"{name} does not compile", compilation);
        _emitted[compilation] = (name, emitted);
        return emitted;
    }

    private MetadataReference Write(Compilation compilation, string name, string failure, Compilation? original = null)
    {
        var image = new MemoryStream();
        var symbols = new MemoryStream();
        var result = compilation.Emit(image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: _cancellationToken);
        if (!result.Success)
        {
            var errors = original?.GetDiagnostics(_cancellationToken).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList() ?? [];
            var error = errors.Concat(result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)).First();
            throw new CompilationFailedException(original ?? compilation, $"{failure}: {error.ToString()}");
        }

        _images[name] = (image.ToArray(), symbols.ToArray());
        return MetadataReference.CreateFromImage(_images[name].Image);
    }

    private void CollectPaths(Compilation compilation, HashSet<Compilation> seen)
    {
        if (!seen.Add(compilation)) return;
        foreach (var reference in compilation.References)
        {
            switch (reference)
            {
                case CompilationReference { Compilation: var inner }:
                    CollectPaths(inner, seen);
                    break;
                case PortableExecutableReference { FilePath: { } path }:
                    AddPath(path);
                    break;
                case PortableExecutableReference image when compilation.GetAssemblyOrModuleSymbol(image) is IAssemblySymbol assembly && !IsFramework(assembly.Name):
                    throw new HostingException($"{assembly.Name} is referenced as metadata only; running the handler needs the assembly's file.");
            }
        }
    }

    private void AddPath(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        if (IsFramework(name)) return;
        _paths.TryAdd(name, ImplementationAssembly.Of(path));
    }

    private static bool IsFramework(string name) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, name + ".dll"));
}
