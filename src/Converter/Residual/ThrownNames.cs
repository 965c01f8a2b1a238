using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Residual;

/// <summary>
/// The names under which code of a generated function can fail: Lambda reports an exception by the name of its type. State machines match
/// names exactly, so a clause for a base type lists the types derived from it: the solution's own, the base library's, and those of the
/// libraries that the code uses.
/// </summary>
internal sealed class ThrownNames
{
    private readonly Lazy<IReadOnlyList<INamedTypeSymbol>> _types;

    public ThrownNames(ResidualRegion region) => _types = new Lazy<IReadOnlyList<INamedTypeSymbol>>(() =>
    {
        var compilation = region.Model.Compilation;
        var assemblies = new HashSet<IAssemblySymbol>(SymbolEqualityComparer.Default) { compilation.Assembly };
        if (ExceptionTypes.Find(region.Method) is { } exception)
            assemblies.Add(exception.ContainingAssembly);
        foreach (var node in region.Nodes.SelectMany(n => n.DescendantNodesAndSelf()))
        {
            if (region.Model.GetSymbolInfo(node).Symbol?.ContainingAssembly is { } assembly)
                assemblies.Add(assembly);
        }

        return assemblies.SelectMany(a => Types(a.GlobalNamespace)).Where(t => t.IsException()).ToList();
    });

    /// <summary>The names of a type and of the types derived from it, the type's own first.</summary>
    public IEnumerable<string> DerivedFrom(INamedTypeSymbol type) =>
        _types.Value.Where(t => t.DerivesFrom(type.FullName()) && !t.IsAbstract).Select(t => t.Name).OrderBy(n => n == type.Name ? 0 : 1).ThenBy(n => n, StringComparer.Ordinal).Distinct();

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type)
                yield return type;
            foreach (var inner in Types(member))
                yield return inner;
        }
    }
}
