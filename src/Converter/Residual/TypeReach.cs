using LambdaLift.Analysis;
using LambdaLift.Converter.Frontend;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Residual;

/// <summary>Which objects can be part of which, by their types alone.</summary>
internal static class TypeReach
{
    /// <summary>Whether an object of the second type may be one of the first, or a part of it: a member, an element, or one of their parts.</summary>
    public static bool MayHold(ITypeSymbol? whole, ITypeSymbol? part) => whole is null || part is null || Reachable(whole).Any(type => MayBe(type, part));

    /// <summary>Whether values of two types can have an object in common.</summary>
    public static bool MayShare(ITypeSymbol? left, ITypeSymbol? right)
    {
        var ours = Objects(left);
        return Objects(right).Any(b => ours.Any(a => MayBe(a, b)));

        static List<ITypeSymbol> Objects(ITypeSymbol? type) => type is null ? [] : Reachable(type).Where(t => !t.IsValueType || ObjectShape.IsObject(t)).ToList();
    }

    /// <summary>The types of what a value consists of, itself included; texts cannot change, so they do not count.</summary>
    private static HashSet<ITypeSymbol> Reachable(ITypeSymbol whole)
    {
        var found = new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default);
        var left = new Stack<ITypeSymbol>([whole]);
        while (left.Count > 0)
        {
            var type = left.Pop();
            if (type.IsString() || !found.Add(type))
                continue;
            foreach (var next in Parts(type))
                left.Push(next);
        }

        return found;
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
        return (named.ElementType() is { } element ? named.TypeArguments.Add(element) : named.TypeArguments).Concat(members);
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
