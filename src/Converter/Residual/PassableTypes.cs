using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Residual;

/// <summary>
/// Which values go through state unharmed: JSON carries them, and System.Text.Json with its defaults writes and reads them back.
/// Streams, clients and bytes are not among them.
/// </summary>
internal static class PassableTypes
{
    /// <summary>Why values of a type cannot come back from a function; null when they can.</summary>
    public static string? Obstacle(ITypeSymbol? type) => Obstacle(type, isGiven: false);

    /// <summary>Why values of a type cannot be given to a function; null when they can. A property that is computed is computed again there.</summary>
    public static string? ObstacleToGive(ITypeSymbol? type) => Obstacle(type, isGiven: true);

    private static string? Obstacle(ITypeSymbol? type, bool isGiven) => Obstacle(type, [], isGiven)
        ?? (HoldsDecimals(type) && !HasOwnNames(type) ? "decimals travel as text, which a renamed property does not say" : null);

    /// <summary>Whether a value of the type holds decimals anywhere.</summary>
    public static bool HoldsDecimals(ITypeSymbol? type) => HoldsDecimals(type, []);

    /// <summary>Whether the serializer's names are the properties' own, at every depth, so that state holds what it writes; a duration, which state holds as a number, is written as text.</summary>
    public static bool HasOwnNames(ITypeSymbol? type) => HasOwnNames(type, []);

    private static string? Obstacle(ITypeSymbol? type, List<ITypeSymbol> path, bool isGiven)
    {
        if (type.IsNullable(out var underlying))
            type = underlying;
        switch (type)
        {
            case null or IErrorTypeSymbol or { SpecialType: SpecialType.System_Void }:
                return "there is no value";
            case ITypeParameterSymbol or IDynamicTypeSymbol or IPointerTypeSymbol or { IsRefLikeType: true } or { SpecialType: SpecialType.System_Object }:
                return $"the type '{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' says nothing about its JSON";
            case { IsAnonymousType: true }:
                return "an anonymous type has no name";
        }

        if (type.IsTextCarrier() || type.ElementType()?.SpecialType == SpecialType.System_Byte)
            return $"bytes and streams ('{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}') do not pass through state";
        if (type.IsNumeric() || type.IsBoolean() || type.IsString() || type.SpecialType == SpecialType.System_Char || type.TypeKind == TypeKind.Enum || ObjectShape.IsScalarStruct(type))
            return null;
        if (type.IsTask() || type.TypeKind == TypeKind.Delegate || type.IsOpaque())
            return $"a '{type.Name}' is no data";
        if (type is IArrayTypeSymbol array)
            return array.Rank == 1 ? Obstacle(array.ElementType, path, isGiven) : "an array of more than one dimension is no JSON";
        if (type.IsDictionary())
        {
            return type is INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_String }, var value] } && type.ContainingNamespace.FullName() == "System.Collections.Generic"
                ? Obstacle(value, path, isGiven)
                : "only dictionaries with text keys are JSON objects";
        }

        if (type.ElementType() is { } element)
        {
            return type.ContainingNamespace.FullName() is "System.Collections.Generic" or "System.Linq" or "System.Collections.Immutable" && type.Name is not ("Stack" or "ImmutableStack" or "IGrouping" or "ILookup")
                ? type.ContainingNamespace.FullName() == "System.Linq" && type.Name != "IOrderedEnumerable" ? $"a '{type.Name}' is no list" : Obstacle(element, path, isGiven)
                : $"serializers do not read a '{type.Name}' back";
        }

        if (!ObjectShape.IsObject(type) || type.IsSdkModel() || type.Is("System.Collections.Generic.KeyValuePair") || type is not INamedTypeSymbol named)
            return $"a '{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' is no plain object of the solution";
        if (path.Contains(type, SymbolEqualityComparer.Default))
            return $"'{type.Name}' contains itself";
        var contract = JsonContract.SystemTextJsonDefault;
        if (((isGiven ? null : SerializedShape.Obstacle(type, contract, isWritten: true)) ?? SerializedShape.Obstacle(type, contract, isWritten: false)) is { } own)
            return $"System.Text.Json does not carry {own.TrimEnd(',')}";
        if (!CanBeRead(named))
            return $"System.Text.Json cannot construct a '{type.Name}'";
        path.Add(type);
        var inner = ObjectShape.Properties(type).Where(p => !isGiven || SerializedShape.IsStored(p)).Select(p => Obstacle(p.Type, path, isGiven)).FirstOrDefault(o => o is not null);
        path.RemoveAt(path.Count - 1);
        return inner;
    }

    // A public constructor without parameters, or the only one; a record's copy constructor is not public.
    private static bool CanBeRead(INamedTypeSymbol type)
    {
        if (type.IsAbstract)
            return false;
        var constructors = type.InstanceConstructors.Where(c => c.DeclaredAccessibility == Accessibility.Public).ToList();
        return constructors.Any(c => c.Parameters.IsEmpty) || constructors.Count == 1;
    }

    private static bool HoldsDecimals(ITypeSymbol? type, List<ITypeSymbol> path)
    {
        if (type.IsNullable(out var underlying))
            type = underlying;
        if (type?.SpecialType == SpecialType.System_Decimal)
            return true;
        if (type.IsDictionary())
            return HoldsDecimals(((INamedTypeSymbol)type!).TypeArguments.LastOrDefault(), path);
        if (type.ElementType() is { } element)
            return HoldsDecimals(element, path);
        if (!ObjectShape.IsObject(type) || type.IsSdkModel() || path.Contains(type!, SymbolEqualityComparer.Default))
            return false;
        path.Add(type!);
        var holds = ObjectShape.Properties(type!).Any(p => HoldsDecimals(p.Type, path));
        path.RemoveAt(path.Count - 1);
        return holds;
    }

    private static bool HasOwnNames(ITypeSymbol? type, List<ITypeSymbol> path)
    {
        if (type.IsNullable(out var underlying))
            type = underlying;
        if (type.IsDuration())
            return false;
        if (type.IsDictionary())
            return HasOwnNames(((INamedTypeSymbol)type!).TypeArguments.LastOrDefault(), path);
        if (type.ElementType() is { } element)
            return HasOwnNames(element, path);
        if (!ObjectShape.IsObject(type) || path.Contains(type!, SymbolEqualityComparer.Default))
            return true;
        path.Add(type!);
        var own = ObjectShape.Properties(type!).All(p => ObjectShape.JsonName(p, JsonContract.SystemTextJsonDefault) == p.Name && HasOwnNames(p.Type, path));
        path.RemoveAt(path.Count - 1);
        return own;
    }
}
