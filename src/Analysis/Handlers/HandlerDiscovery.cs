using System.Collections.Immutable;
using LambdaLift.Analysis.CallGraph;
using LambdaLift.Analysis.Relevance;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Analysis.Handlers;

/// <summary>
/// Finds the handlers of a compilation, each kind of evidence by its own method; the same method found twice gets the union of its evidence.
/// Source: AWS Lambda developer guide, "Define Lambda function handler in C#".
/// </summary>
/// <param name="symbols">The compilation's symbols.</param>
/// <param name="models">Its source.</param>
/// <param name="options">What else marks handlers.</param>
/// <param name="relevant">The members of which anything is to be known, asked before anything that costs more; null for all.</param>
internal sealed class HandlerDiscovery(LambdaSymbols symbols, SourceModels models, HandlerDiscoveryOptions options, RelevantMembers? relevant)
{
    private static readonly IReadOnlyList<IMethodSymbol> NoMethods = [];

    private readonly Dictionary<string, List<LambdaHandler>> _found = new(StringComparer.Ordinal);
    private readonly INamedTypeSymbol? _assemblySerializer = SerializerOf(symbols.Compilation.Assembly.GetAttributes());

    public ImmutableArray<LambdaHandler> Find(CancellationToken cancellationToken)
    {
        foreach (var type in models.OwnTypes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (type.TypeKind is TypeKind.Class or TypeKind.Struct)
            {
                FromType(type);
            }
        }

        foreach (var handler in options.HandlerStrings)
        {
            FromHandlerString(handler);
        }

        foreach (var (method, serializer) in new BootstrapHandlers(symbols, models).Find(cancellationToken))
        {
            Add(method, method.ContainingType, HandlerEvidence.Bootstrap, serializer);
        }

        return _found.Values.SelectMany(h => h).OrderBy(h => h.HandlerString, StringComparer.Ordinal).ToImmutableArray();
    }

    private void FromType(INamedTypeSymbol type)
    {
        // Most types: nothing in them, and nothing that they inherit.
        var methods = RelevantMethodsOf(type);
        if ((methods.Count == 0 && options.HandlerBaseTypes.Count == 0 && type.BaseType?.DeclaringSyntaxReferences.IsEmpty != false) || IsAspNetHost(type))
        {
            return;
        }

        foreach (var method in methods)
        {
            var attributes = method.GetAttributes();
            if (HasHandlerAttribute(attributes))
            {
                Add(method, type, HandlerEvidence.Attribute);
            }
            else if (IsMarkedByConvention(method, attributes))
            {
                Add(method, type, HandlerEvidence.SerializerConvention);
            }
        }

        if (type.IsAbstract || type.IsGenericType || IsGenerated(type))
        {
            return;
        }

        FromSignatures(type, methods);
        FromMetadataBase(type, methods);
        FromConfiguredBase(type);
    }

    private IReadOnlyList<IMethodSymbol> RelevantMethodsOf(INamedTypeSymbol type)
    {
        if (relevant?.AnyIn(type) == false)
        {
            return NoMethods;
        }

        var methods = new List<IMethodSymbol>();
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary } method && relevant?.Contains(method.BodyDefinition()) != false)
            {
                methods.Add(method);
            }
        }

        return methods;
    }

    /// <summary>Public methods with a context: the type's own, and those of source base classes that are not handlers' classes themselves.</summary>
    private void FromSignatures(INamedTypeSymbol type, IReadOnlyList<IMethodSymbol> methods)
    {
        foreach (var method in methods)
        {
            if (!method.IsAbstract && HasHandlerSignature(method))
            {
                Add(method, type, HandlerEvidence.Signature);
            }
        }

        for (var level = type.BaseType; level is not null; level = level.BaseType)
        {
            if (level.DeclaringSyntaxReferences.IsEmpty || !(level.IsAbstract || level.IsGenericType))
            {
                continue;
            }

            foreach (var method in RelevantMethodsOf(level))
            {
                if (!method.IsAbstract && HasHandlerSignature(method) && !IsOverridden(method, type))
                {
                    Add(method, type, HandlerEvidence.Signature | HandlerEvidence.BaseClass);
                }
            }
        }
    }

    private static bool IsOverridden(IMethodSymbol method, INamedTypeSymbol type) =>
        !SymbolEqualityComparer.Default.Equals(method.MostDerivedIn(type)?.OriginalDefinition, method.OriginalDefinition);

    /// <summary>Overrides of a library's handle methods: the base class's public method is metadata, the override is where the user's code starts.</summary>
    private void FromMetadataBase(INamedTypeSymbol type, IReadOnlyList<IMethodSymbol> methods)
    {
        foreach (var method in methods.Where(m => m.IsOverride))
        {
            var root = method;
            while (root.OverriddenMethod is { } next)
            {
                root = next;
            }

            if (!SymbolEqualityComparer.Default.Equals(root, method) && !root.IsInSource() && method.Parameters.Any(p => symbols.IsLambdaContext(p.Type)))
            {
                Add(method, type, HandlerEvidence.BaseClass);
            }
        }
    }

    private void FromConfiguredBase(INamedTypeSymbol type)
    {
        foreach (var name in options.HandlerBaseTypes)
        {
            var roots = type.SelfAndBaseTypes().Skip(1).Concat(type.AllInterfaces).Where(t => t.HasMetadataName(name)).ToList();
            foreach (var contract in roots.SelectMany(r => r.GetMembers()).OfType<IMethodSymbol>().Where(m => m.MethodKind == MethodKind.Ordinary))
            {
                var implementation = contract.ContainingType.TypeKind == TypeKind.Interface
                    ? type.FindImplementationForInterfaceMember(contract) as IMethodSymbol
                    : contract.IsAbstract || contract.IsVirtual ? contract.MostDerivedIn(type) : null;
                if (implementation is not null && implementation.IsInSource())
                {
                    Add(implementation, type, HandlerEvidence.BaseClass);
                }
            }
        }
    }

    private void FromHandlerString(string handler)
    {
        if (!HandlerStrings.TryParse(handler, out var assembly, out var typeName, out var methodName)
            || (symbols.Compilation.AssemblyName is { } own && own != assembly))
        {
            return;
        }

        var type = symbols.Compilation.Assembly.GetTypeByMetadataName(typeName) ?? AnnotatedType(ref typeName, methodName);
        if (type is null)
        {
            return;
        }

        foreach (var level in type.SelfAndBaseTypes())
        {
            var methods = level.GetMembers(methodName).OfType<IMethodSymbol>().Where(m => m.MethodKind == MethodKind.Ordinary && m.IsInSource()).ToList();
            var method = methods.FirstOrDefault(m => m.DeclaredAccessibility == Accessibility.Public) ?? methods.FirstOrDefault();
            if (method is not null)
            {
                Add(method, type, HandlerEvidence.HandlerString);
                return;
            }
        }
    }

    // The Annotations source generator names the class that the runtime calls Type_Method_Generated; the user's method is the handler here.
    private INamedTypeSymbol? AnnotatedType(ref string typeName, string methodName)
    {
        var suffix = $"_{methodName}_Generated";
        if (!typeName.EndsWith(suffix, StringComparison.Ordinal))
        {
            return null;
        }

        typeName = typeName.Substring(0, typeName.Length - suffix.Length);
        return symbols.Compilation.Assembly.GetTypeByMetadataName(typeName);
    }

    private bool HasHandlerSignature(IMethodSymbol method) =>
        method is { DeclaredAccessibility: Accessibility.Public, IsGenericMethod: false, Parameters.Length: > 0 and <= 2 }
        && !method.IsExtensionMethod
        && symbols.IsLambdaContext(method.Parameters[method.Parameters.Length - 1].Type)
        && !method.Parameters.Any(p => p.Type.HasMetadataName(MetadataNames.DurableContext));

    private bool HasHandlerAttribute(ImmutableArray<AttributeData> attributes) =>
        !attributes.IsEmpty && attributes.Any(a => a.AttributeClass is { } type
            && (type.HasMetadataName(MetadataNames.LambdaFunctionAttribute) || options.HandlerAttributes.Any(type.HasMetadataName)));

    // The runtime finds methods by name only; FunctionHandler is the name that every template and the documentation use.
    private bool IsMarkedByConvention(IMethodSymbol method, ImmutableArray<AttributeData> attributes) =>
        method is { DeclaredAccessibility: Accessibility.Public, IsAbstract: false, IsGenericMethod: false }
        && (SerializerOf(attributes) is not null
            || (_assemblySerializer is not null && method.Name is "FunctionHandler" or "FunctionHandlerAsync" && !method.ContainingType.IsGenericType && !method.ContainingType.IsAbstract));

    private static bool IsAspNetHost(INamedTypeSymbol type) =>
        type.SelfAndBaseTypes().Any(t => t.IsBelowNamespace(MetadataNames.SdkNamespace) && t.NamespaceName() == MetadataNames.AspNetCoreServerNamespace);

    private static bool IsGenerated(INamedTypeSymbol type) =>
        type.GetAttributes().Any(a => a.AttributeClass?.Name is "GeneratedCodeAttribute" or "CompilerGeneratedAttribute")
        || type.Name.EndsWith("_Generated", StringComparison.Ordinal)
        || type.DeclaringSyntaxReferences.All(r => r.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase));

    private void Add(IMethodSymbol method, INamedTypeSymbol type, HandlerEvidence evidence, INamedTypeSymbol? serializer = null)
    {
        var handlerString = $"{symbols.Compilation.AssemblyName}::{type.MetadataFullName()}::{NameOf(method)}";
        var display = method.MethodKind == MethodKind.AnonymousFunction ? method.ShortName() : $"{type.Name}.{method.PlainName()}";

        if (!_found.TryGetValue(handlerString, out var named))
        {
            _found[handlerString] = named = [];
        }

        var known = named.FindIndex(h => HaveSameParameters(h.Method, method));
        if (known >= 0)
        {
            named[known] = named[known] with { Evidence = named[known].Evidence | evidence };
            return;
        }

        named.Add(new LambdaHandler
        {
            Method = method,
            Type = type,
            HandlerString = handlerString,
            DisplayName = display,
            InputType = method.Parameters.FirstOrDefault(p => !symbols.IsLambdaContext(p.Type) && !p.Type.HasMetadataName(MetadataNames.CancellationToken))?.Type,
            ResultType = method.ReturnType.UnwrapTask(),
            Serializer = serializer ?? SerializerOf(method.GetAttributes()) ?? _assemblySerializer,
            Evidence = evidence,
            IsDurable = method.Parameters.Any(p => p.Type.NamespaceName() == "Amazon.Lambda.DurableExecution"),
        });
    }

    // Overloads and several bootstrap lambdas share a name; the handler string cannot tell them apart, the parameters can.
    private static bool HaveSameParameters(IMethodSymbol a, IMethodSymbol b) =>
        SymbolEqualityComparer.Default.Equals(a, b) || a.Parameters.Select(p => p.Type).SequenceEqual(b.Parameters.Select(p => p.Type), SymbolEqualityComparer.Default);

    private static string NameOf(IMethodSymbol method) =>
        method.MethodKind == MethodKind.AnonymousFunction ? method.ShortName().Substring(method.ShortName().LastIndexOf('.') + 1) : method.PlainName();

    private static INamedTypeSymbol? SerializerOf(ImmutableArray<AttributeData> attributes) =>
        attributes.FirstOrDefault(a => a.AttributeClass?.HasMetadataName(MetadataNames.LambdaSerializerAttribute) == true)
            ?.ConstructorArguments.FirstOrDefault().Value as INamedTypeSymbol;
}
