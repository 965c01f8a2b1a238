using Microsoft.CodeAnalysis;

namespace LambdaLift.Analysis;

/// <summary>Questions about symbols that more than one part of the analysis asks.</summary>
public static class SymbolExtensions
{
    /// <summary>The dotted namespace; empty for the global one.</summary>
    public static string NamespaceName(this ISymbol symbol)
    {
        var name = "";
        for (var ns = symbol.ContainingNamespace; ns is { IsGlobalNamespace: false }; ns = ns.ContainingNamespace)
        {
            name = name.Length == 0 ? ns.Name : ns.Name + "." + name;
        }

        return name;
    }

    /// <summary><c>Namespace.Outer+Nested`1</c>, as reflection and handler strings write it.</summary>
    public static string MetadataFullName(this INamedTypeSymbol type)
    {
        var name = type.MetadataName;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            name = outer.MetadataName + "+" + name;
        }

        var ns = type.NamespaceName();
        return ns.Length == 0 ? name : ns + "." + name;
    }

    /// <summary>The base types from <paramref name="type"/> itself upwards.</summary>
    public static IEnumerable<INamedTypeSymbol> SelfAndBaseTypes(this ITypeSymbol type)
    {
        for (var current = type as INamedTypeSymbol ?? type.BaseType; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }

    /// <summary>Whether the type is, derives from or implements the type of that metadata name.</summary>
    public static bool IsOrInherits(this ITypeSymbol type, string metadataName) =>
        type.SelfAndBaseTypes().Any(t => t.HasMetadataName(metadataName)) || type.AllInterfaces.Any(t => t.HasMetadataName(metadataName));

    /// <summary>Whether the (original definition of the) type has that full metadata name. Asked for very many types: compares without building names.</summary>
    public static bool HasMetadataName(this ITypeSymbol type, string metadataName)
    {
        if (type is not INamedTypeSymbol named)
        {
            return false;
        }

        var end = metadataName.Length;
        for (var level = named; level is not null; level = level.ContainingType)
        {
            var isOutermost = level.ContainingType is null;
            if (!TakeArity(metadataName, ref end, level.Arity) || !TakeFromEnd(metadataName, ref end, level.Name) || (!isOutermost && !TakeFromEnd(metadataName, ref end, "+")))
            {
                return false;
            }
        }

        for (var ns = named.ContainingNamespace; ns is { IsGlobalNamespace: false }; ns = ns.ContainingNamespace)
        {
            if (!TakeFromEnd(metadataName, ref end, ".") || !TakeFromEnd(metadataName, ref end, ns.Name))
            {
                return false;
            }
        }

        return end == 0;
    }

    /// <summary>Whether the symbol is declared in that top-level namespace or one below it.</summary>
    public static bool IsBelowNamespace(this ISymbol symbol, string topLevelNamespace)
    {
        var ns = symbol.ContainingNamespace;
        while (ns is { IsGlobalNamespace: false, ContainingNamespace: { IsGlobalNamespace: false } outer })
        {
            ns = outer;
        }

        return ns is { IsGlobalNamespace: false } && ns.Name == topLevelNamespace;
    }

    // The "`2" of a generic type; nothing for any other.
    private static bool TakeArity(string text, ref int end, int arity)
    {
        if (arity == 0)
        {
            return true;
        }

        for (; arity > 0; arity /= 10)
        {
            if (end == 0 || text[--end] != '0' + (arity % 10))
            {
                return false;
            }
        }

        return TakeFromEnd(text, ref end, "`");
    }

    private static bool TakeFromEnd(string text, ref int end, string part)
    {
        var start = end - part.Length;
        if (start < 0 || string.CompareOrdinal(text, start, part, 0, part.Length) != 0)
        {
            return false;
        }

        end = start;
        return true;
    }

    /// <summary><c>T</c> of <c>Task&lt;T&gt;</c> and <c>ValueTask&lt;T&gt;</c>; null for <c>void</c>, <c>Task</c> and <c>ValueTask</c>; else the type.</summary>
    public static ITypeSymbol? UnwrapTask(this ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Void || type.HasMetadataName(MetadataNames.Task) || type.HasMetadataName(MetadataNames.ValueTask))
        {
            return null;
        }

        return type is INamedTypeSymbol { Arity: 1 } named
            && (named.HasMetadataName(MetadataNames.GenericTask) || named.HasMetadataName(MetadataNames.GenericValueTask))
                ? named.TypeArguments[0]
                : type;
    }

    /// <summary>Whether the type is one of the four task types.</summary>
    public static bool IsTask(this ITypeSymbol type) =>
        type.HasMetadataName(MetadataNames.Task)
        || type.HasMetadataName(MetadataNames.ValueTask)
        || type.HasMetadataName(MetadataNames.GenericTask)
        || type.HasMetadataName(MetadataNames.GenericValueTask);

    /// <summary>The method whose declaration holds the body: original definition, unreduced, implementation part of a partial method.</summary>
    public static IMethodSymbol BodyDefinition(this IMethodSymbol method)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        return definition.PartialImplementationPart ?? definition;
    }

    /// <summary>Whether the method has a declaration in source.</summary>
    public static bool IsInSource(this IMethodSymbol method) => method.BodyDefinition().DeclaringSyntaxReferences.Length > 0;

    /// <summary><c>Type.Method</c>, the short name used in messages and by <c>--handler</c>.</summary>
    public static string ShortName(this IMethodSymbol method)
    {
        var type = method.ContainingType?.Name ?? "";
        return method switch
        {
            { MethodKind: MethodKind.AnonymousFunction } => $"{type}.{method.EnclosingMethodName()}",
            { MethodKind: MethodKind.Constructor } => $"new {type}",
            { MethodKind: MethodKind.PropertyGet, AssociatedSymbol: { } property } => $"{type}.{property.Name}",
            _ => $"{type}.{method.PlainName()}",
        };
    }

    /// <summary>The method's name as a person writes it: <c>Main</c> for top-level statements.</summary>
    public static string PlainName(this IMethodSymbol method) => method.Name == "<Main>$" ? "Main" : method.Name;

    private static string EnclosingMethodName(this IMethodSymbol lambda)
    {
        ISymbol? symbol = lambda.ContainingSymbol;
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } outer)
        {
            symbol = outer.ContainingSymbol;
        }

        return symbol is IMethodSymbol method ? method.PlainName() : symbol?.Name ?? "lambda";
    }

    /// <summary>The implementation of a virtual method that an instance of <paramref name="type"/> runs; null when it is abstract there.</summary>
    public static IMethodSymbol? MostDerivedIn(this IMethodSymbol target, INamedTypeSymbol type)
    {
        foreach (var level in type.SelfAndBaseTypes())
        {
            foreach (var candidate in level.GetMembers(target.Name).OfType<IMethodSymbol>())
            {
                for (var m = candidate; m is not null; m = m.OverriddenMethod)
                {
                    if (SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, target.OriginalDefinition))
                    {
                        return candidate.IsAbstract ? null : candidate;
                    }
                }
            }
        }

        return null;
    }
}
