using System.Collections.Immutable;
using LambdaLift.Analysis.Relevance;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LambdaLift.Analysis.CallGraph;

/// <summary>
/// Resolves a call to the source method that runs: virtual calls on <c>this</c> by the handler's class, interfaces by their single implementation in
/// source or their visible dependency-injection registration. What cannot be decided is not followed (docs/analysis.md lists it).
/// </summary>
internal sealed class CallResolver(SourceModels models)
{
    private static readonly HashSet<string> RegistrationMethods = new(StringComparer.Ordinal)
    {
        "AddSingleton", "AddScoped", "AddTransient", "TryAddSingleton", "TryAddScoped", "TryAddTransient",
    };

    private static readonly int[] RegistrationWords = [.. RegistrationMethods.Select(NameHash.Of)];

    private readonly Lazy<Dictionary<ISymbol, List<INamedTypeSymbol>>> _derivedTypes = new(() => FindDerivedTypes(models));
    private readonly Lazy<ILookup<ISymbol?, INamedTypeSymbol>> _registrations = new(() => FindRegistrations(models));

    /// <summary>The method that the edge runs, or null when that cannot be decided.</summary>
    public IMethodSymbol? Resolve(CallEdge edge, INamedTypeSymbol? thisType)
    {
        var target = edge.Target.ReducedFrom ?? edge.Target;
        if (target.ContainingType is { TypeKind: TypeKind.Interface } && !target.IsStatic)
        {
            return ResolveInterface(target, edge.ReceiverType)?.BodyDefinition();
        }

        if (!target.IsAbstract && !target.IsVirtual && !target.IsOverride)
        {
            return target.BodyDefinition();
        }

        var overrides = edge.OnThis && thisType is not null
            ? [target.MostDerivedIn(thisType)]
            : ConcreteTypesOf(target.ContainingType.OriginalDefinition).Select(t => target.MostDerivedIn(t)).Distinct<IMethodSymbol?>(SymbolEqualityComparer.Default).ToList();
        var single = overrides.Count == 1 ? overrides[0] : target.IsAbstract ? null : target;
        return single?.BodyDefinition();
    }

    private IMethodSymbol? ResolveInterface(IMethodSymbol target, ITypeSymbol? receiver)
    {
        var contract = target.ContainingType;
        var candidates = ConcreteTypesOf(contract.OriginalDefinition);
        if (candidates.Length > 1 && contract.IsGenericType && receiver is INamedTypeSymbol)
        {
            var exact = candidates.Where(t => t.AllInterfaces.Contains(contract, SymbolEqualityComparer.Default)).ToImmutableArray();
            candidates = exact.Length > 0 ? exact : candidates;
        }

        if (candidates.Length > 1)
        {
            var registered = _registrations.Value[contract.OriginalDefinition].Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default).ToImmutableArray();
            candidates = registered.Length == 1 ? registered : candidates;
        }

        if (candidates.Length != 1)
        {
            return null;
        }

        foreach (var implemented in candidates[0].AllInterfaces.Where(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, contract.OriginalDefinition)))
        {
            var member = implemented.GetMembers(target.Name).OfType<IMethodSymbol>()
                .FirstOrDefault(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, target.OriginalDefinition));
            if (member is not null && candidates[0].FindImplementationForInterfaceMember(member) is IMethodSymbol implementation)
            {
                return implementation;
            }
        }

        return null;
    }

    private ImmutableArray<INamedTypeSymbol> ConcreteTypesOf(INamedTypeSymbol definition)
    {
        var types = _derivedTypes.Value.TryGetValue(definition, out var derived) ? derived.ToImmutableArray() : ImmutableArray<INamedTypeSymbol>.Empty;
        return IsConcrete(definition) && !definition.DeclaringSyntaxReferences.IsEmpty ? types.Insert(0, definition) : types;
    }

    private static bool IsConcrete(INamedTypeSymbol type) => type is { IsAbstract: false, TypeKind: TypeKind.Class or TypeKind.Struct };

    // The concrete types under each source type and interface that they extend; those of metadata have no calls that are followed.
    private static Dictionary<ISymbol, List<INamedTypeSymbol>> FindDerivedTypes(SourceModels models)
    {
        var found = new Dictionary<ISymbol, List<INamedTypeSymbol>>(SymbolEqualityComparer.Default);
        void Add(INamedTypeSymbol contract, INamedTypeSymbol type)
        {
            if (contract.DeclaringSyntaxReferences.IsEmpty)
            {
                return;
            }

            var definition = contract.OriginalDefinition;
            if (!found.TryGetValue(definition, out var types))
            {
                found[definition] = types = [];
            }

            // A generic interface may be implemented several times; its types come one after the other.
            if (types.Count == 0 || !SymbolEqualityComparer.Default.Equals(types[types.Count - 1], type))
            {
                types.Add(type);
            }
        }

        foreach (var type in models.Types)
        {
            if (!IsConcrete(type))
            {
                continue;
            }

            for (var level = type.BaseType; level is not null; level = level.BaseType)
            {
                Add(level, type);
            }

            foreach (var contract in type.AllInterfaces)
            {
                Add(contract, type);
            }
        }

        return found;
    }

    // services.AddSingleton<IContract, Implementation>() and its kin, wherever they are written.
    private static ILookup<ISymbol?, INamedTypeSymbol> FindRegistrations(SourceModels models)
    {
        var found = new List<(ISymbol? Contract, INamedTypeSymbol Implementation)>();
        foreach (var tree in models.Trees)
        {
            var names = SourceMembers.NodesNear(tree, RegistrationWords, CancellationToken.None).OfType<GenericNameSyntax>()
                .Where(n => n.TypeArgumentList.Arguments.Count == 2 && RegistrationMethods.Contains(n.Identifier.ValueText));
            foreach (var name in names)
            {
                var model = models.For(tree);
                if (model?.GetTypeInfo(name.TypeArgumentList.Arguments[0]).Type is INamedTypeSymbol contract
                    && model.GetTypeInfo(name.TypeArgumentList.Arguments[1]).Type is INamedTypeSymbol implementation)
                {
                    found.Add((contract.OriginalDefinition, implementation.OriginalDefinition));
                }
            }
        }

        return found.ToLookup(f => f.Contract, f => f.Implementation, SymbolEqualityComparer.Default);
    }
}
