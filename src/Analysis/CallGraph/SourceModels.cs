using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Analysis.CallGraph;

/// <summary>
/// Semantic models and declared types of a compilation and of the compilations that it references as source (project references inside a
/// workspace; the command-line compiler sees those as metadata).
/// </summary>
internal sealed class SourceModels
{
    private readonly ImmutableArray<Compilation> _compilations;
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel?> _models = new();
    private readonly Lazy<ImmutableArray<INamedTypeSymbol>> _ownTypes;
    private readonly Lazy<ImmutableArray<INamedTypeSymbol>> _types;

    public SourceModels(Compilation compilation)
    {
        var all = new List<Compilation>();
        Collect(compilation, all);
        _compilations = all.ToImmutableArray();
        Trees = all.SelectMany(c => c.SyntaxTrees).ToImmutableArray();
        _ownTypes = new Lazy<ImmutableArray<INamedTypeSymbol>>(() => DeclaredTypes(_compilations[0]));
        _types = new Lazy<ImmutableArray<INamedTypeSymbol>>(() => OwnTypes.AddRange(_compilations.Skip(1).SelectMany(c => DeclaredTypes(c))));
    }

    /// <summary>All named types declared in source, nested ones included.</summary>
    public ImmutableArray<INamedTypeSymbol> Types => _types.Value;

    /// <summary>The types declared by the compilation itself.</summary>
    public ImmutableArray<INamedTypeSymbol> OwnTypes => _ownTypes.Value;

    /// <summary>The source trees of the compilation itself.</summary>
    public IEnumerable<SyntaxTree> OwnTrees => _compilations[0].SyntaxTrees;

    /// <summary>All source trees.</summary>
    public ImmutableArray<SyntaxTree> Trees { get; }

    public SemanticModel? For(SyntaxTree tree) =>
        _models.GetOrAdd(tree, t => _compilations.FirstOrDefault(c => c.ContainsSyntaxTree(t))?.GetSemanticModel(t));

    private static void Collect(Compilation compilation, List<Compilation> into)
    {
        if (into.Contains(compilation))
        {
            return;
        }

        into.Add(compilation);
        foreach (var reference in compilation.References.OfType<CompilationReference>())
        {
            if (reference.Compilation.Language == LanguageNames.CSharp)
            {
                Collect(reference.Compilation, into);
            }
        }
    }

    private static ImmutableArray<INamedTypeSymbol> DeclaredTypes(Compilation compilation)
    {
        var types = ImmutableArray.CreateBuilder<INamedTypeSymbol>();
        AddTypes(compilation.Assembly.GlobalNamespace, types);
        return types.ToImmutable();
    }

    private static void AddTypes(INamespaceSymbol container, ImmutableArray<INamedTypeSymbol>.Builder types)
    {
        foreach (var member in container.GetMembers())
        {
            switch (member)
            {
                case INamespaceSymbol inner:
                    AddTypes(inner, types);
                    break;
                case INamedTypeSymbol type:
                    AddWithNested(type, types);
                    break;
            }
        }
    }

    // Not by GetMembers: that would make a symbol of every member of every type.
    private static void AddWithNested(INamedTypeSymbol type, ImmutableArray<INamedTypeSymbol>.Builder types)
    {
        types.Add(type);
        foreach (var nested in type.GetTypeMembers())
        {
            AddWithNested(nested, types);
        }
    }
}
