using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Frontend;

/// <summary>Tells classes whose objects are there to be called from those whose objects are data.</summary>
internal static class ServiceTypes
{
    /// <summary>
    /// Interfaces of the solution; and classes of the solution that hold clients, services or code, or that have methods and nothing that a
    /// serializer would see. Records and exceptions are data.
    /// </summary>
    public static bool IsService(INamedTypeSymbol type) => IsService(type, []);

    /// <summary>Whether the member has storage: a field, or a property that the compiler made a field for.</summary>
    public static bool IsStored(ISymbol member) => member switch
    {
        IFieldSymbol => true,
        IPropertySymbol property => property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property)),
        _ => false,
    };

    private static bool IsService(INamedTypeSymbol type, HashSet<string> active)
    {
        if (type.Locations.All(l => !l.IsInSource) || type.IsAnonymousType || type.IsRecord || type.IsValueType || type.IsStatic || type.IsException() || type.ElementType() is not null || type.IsDictionary())
            return false;
        if (type.TypeKind == TypeKind.Interface)
            return true;
        if (type.TypeKind != TypeKind.Class || !active.Add(type.FullName()))
            return false;
        var levels = new List<INamedTypeSymbol>();
        for (var t = type; t is not null && t.SpecialType != SpecialType.System_Object; t = t.BaseType)
            levels.Add(t);
        if (levels.Any(l => l.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic).Select(f => f.Type)
            .Concat(l.InstanceConstructors.SelectMany(c => c.Parameters).Select(p => p.Type)).Any(t => IsHeld(t, active))))
            return true;
        return !levels.Any(l => l.GetMembers().OfType<IPropertySymbol>().Any(p => p is { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public } && IsStored(p)))
            && levels.Any(l => l.GetMembers().OfType<IMethodSymbol>().Any(m => m is { MethodKind: MethodKind.Ordinary, IsStatic: false, IsImplicitlyDeclared: false }));
    }

    private static bool IsHeld(ITypeSymbol type, HashSet<string> active) =>
        type.IsOpaque()
        || type.TypeKind == TypeKind.Delegate
        || type.Is("System.Lazy")
        || (type is INamedTypeSymbol named && IsService(named, active));
}
