using LambdaLift.Analysis;
using LambdaLift.Converter.Frontend;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Residual;

/// <summary>Which objects can be part of which, by their types alone.</summary>
internal static class TypeReach
{
    /// <summary>Whether an object of the second type may be one of the first, or a part of it: a member, an element, or one of their parts.</summary>
    public static bool MayHold(ITypeSymbol? whole, ITypeSymbol? part)
    {
        if (whole is null || part is null)
            return true;
        var seen = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        var left = new Stack<ITypeSymbol>([whole]);
        while (left.Count > 0)
        {
            var type = left.Pop();
            if (!seen.Add(type) || type.IsString())
                continue;
            if (MayBe(type, part))
                return true;
            foreach (var next in Parts(type))
                left.Push(next);
        }

        return false;
    }

    private static IEnumerable<ITypeSymbol> Parts(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
            return [array.ElementType];
        if (type is not INamedTypeSymbol named)
            return [];

        // What a collection of the base library holds is named by its arguments; its own members are its own business.
        var members = ObjectShape.IsObject(type) || type.Locations.Any(l => l.IsInSource)
            ? type.SelfAndBaseTypes().SelectMany(t => t.GetMembers()).Select(m => m switch { IFieldSymbol { IsStatic: false } f => f.Type, IPropertySymbol { IsStatic: false } p => p.Type, _ => null }).OfType<ITypeSymbol>()
            : [];
        return named.TypeArguments.Concat(members);
    }

    // One may be declared as a base type or an interface of the other.
    private static bool MayBe(ITypeSymbol one, ITypeSymbol other)
    {
        if (one is { IsValueType: true } || other is { IsValueType: true })
            return SymbolEqualityComparer.Default.Equals(one, other);
        return one is ITypeParameterSymbol || other is ITypeParameterSymbol || Is(one, other) || Is(other, one);
    }

    private static bool Is(ITypeSymbol type, ITypeSymbol general) =>
        general.SpecialType == SpecialType.System_Object || type.SelfAndBaseTypes().Concat(type.AllInterfaces).Any(t => SymbolEqualityComparer.Default.Equals(t, general));
}
