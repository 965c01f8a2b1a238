using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Frontend;

/// <summary>The types declared in a compilation's own source.</summary>
internal static class SourceTypes
{
    public static IEnumerable<INamedTypeSymbol> All(Compilation compilation, CancellationToken cancellationToken) =>
        In(compilation.Assembly.GlobalNamespace, cancellationToken);

    private static IEnumerable<INamedTypeSymbol> In(INamespaceOrTypeSymbol container, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type)
                yield return type;
            foreach (var nested in In(member, cancellationToken))
                yield return nested;
        }
    }
}
