using System.Collections.Immutable;
using LambdaLift.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>What the code registers with <c>IServiceCollection</c>.</summary>
/// <remarks>Of several registrations of a service in one method the last counts, as in Microsoft.Extensions.DependencyInjection; registrations in several methods must agree.</remarks>
internal sealed class ServiceContainer
{
    private static readonly ImmutableHashSet<string> Methods = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        new[] { "Singleton", "Scoped", "Transient" }.SelectMany(l => new[] { "Add" + l, "TryAdd" + l, "AddKeyed" + l, "TryAddKeyed" + l }).Append("AddHttpClient").ToArray());

    private readonly IReadOnlyList<Compilation> _compilations;
    private readonly Func<SyntaxTree, SemanticModel> _models;
    private readonly Lazy<ImmutableArray<Registration>> _registrations;

    public ServiceContainer(IReadOnlyList<Compilation> compilations, Func<SyntaxTree, SemanticModel> models)
    {
        _compilations = compilations;
        _models = models;
        _registrations = new Lazy<ImmutableArray<Registration>>(() => FindRegistrations().ToImmutableArray());
    }

    /// <summary>The registration of a service; null when there is none, or when several disagree.</summary>
    public Registration? Find(INamedTypeSymbol type, string? key)
    {
        var candidates = _registrations.Value.Where(r => r.Key == key && SymbolEqualityComparer.Default.Equals(r.Service, type)).ToList();
        if (candidates.Count == 0 && type.IsGenericType)
            candidates = _registrations.Value.Where(r => r.Key == key && r.Service.IsUnboundGenericType && SymbolEqualityComparer.Default.Equals(r.Service.OriginalDefinition, type.OriginalDefinition)).ToList();
        var last = candidates.GroupBy(c => c.Place, SymbolEqualityComparer.Default).Select(g => g.Last()).ToList();
        return last.Count == 1 || (last.Count > 1 && last.All(l => l.Value is null && SymbolEqualityComparer.Default.Equals(l.Implementation, last[0].Implementation))) ? last[0] : null;
    }

    /// <summary>All registrations of a service, in their order; none when they are in several methods, whose order is not known.</summary>
    public ImmutableArray<Registration> FindAll(INamedTypeSymbol type)
    {
        var found = _registrations.Value.Where(r => r.Key is null && SymbolEqualityComparer.Default.Equals(r.Service, type)).ToImmutableArray();
        return found.Select(r => r.Place).Distinct(SymbolEqualityComparer.Default).Count() == 1 ? found : [];
    }

    /// <summary>The only class of the solution that implements an interface or derives from a class, made for its type arguments.</summary>
    public INamedTypeSymbol? SingleImplementation(INamedTypeSymbol type)
    {
        var found = new List<INamedTypeSymbol>();
        foreach (var candidate in _compilations.SelectMany(c => SourceTypes.All(c, CancellationToken.None)).Where(t => t.TypeKind == TypeKind.Class && !t.IsAbstract))
        {
            var contract = candidate.AllInterfaces.Concat(candidate.SelfAndBaseTypes()).FirstOrDefault(t => t.OriginalDefinition.ToDisplayString() == type.OriginalDefinition.ToDisplayString());
            if (contract is null)
                continue;
            if (!candidate.IsGenericType)
            {
                if (!type.IsGenericType || SymbolEqualityComparer.Default.Equals(contract, type))
                    found.Add(candidate);
            }
            else if (candidate.TypeParameters.Length == type.TypeArguments.Length && contract.TypeArguments.Zip(candidate.TypeParameters, (a, p) => SymbolEqualityComparer.Default.Equals(a, p)).All(same => same))
            {
                found.Add(candidate.Construct([.. type.TypeArguments]));
            }
        }

        return found.Count == 1 ? found[0] : null;
    }

    /// <summary><c>provider.GetRequiredService&lt;T&gt;()</c> and its kin.</summary>
    public static bool IsRequest(IMethodSymbol method) =>
        method.Name is "GetRequiredService" or "GetService" or "GetRequiredKeyedService" or "GetKeyedService"
        && method.ContainingType.ContainingNamespace.FullName() == "Microsoft.Extensions.DependencyInjection";

    /// <summary><c>ActivatorUtilities.CreateInstance&lt;T&gt;(provider, …)</c>.</summary>
    public static bool IsActivation(IMethodSymbol method) =>
        method.Name is "CreateInstance" or "GetServiceOrCreateInstance" && method.ContainingType.Is("Microsoft.Extensions.DependencyInjection.ActivatorUtilities");

    /// <summary>The key of a keyed request.</summary>
    public static string? KeyOf(IInvocationOperation request) =>
        request.TargetMethod.Name.Contains("Keyed") ? request.Arguments.FirstOrDefault(a => a.Parameter!.Name == "serviceKey")?.Value is { } key ? TextOf(key) : null : null;

    /// <summary>The key that <c>[FromKeyedServices]</c> gives to a parameter.</summary>
    public static string? KeyOf(IParameterSymbol parameter) =>
        parameter.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "FromKeyedServicesAttribute")?.ConstructorArguments.FirstOrDefault().Value?.ToString();

    /// <summary>What configures options: a section of the configuration, or a lambda that sets properties; null when there is none, or more than one.</summary>
    public IOperation? FindOptions(INamedTypeSymbol options)
    {
        var found = Calls("Configure", "Bind")
            .Where(i => i.TargetMethod.ContainingNamespace.FullName() == "Microsoft.Extensions.DependencyInjection"
                && (i.TargetMethod.TypeArguments.Contains(options, SymbolEqualityComparer.Default) || (i.TargetMethod.ContainingType.TypeArguments.Contains(options, SymbolEqualityComparer.Default))))
            .Select(i => i.Arguments.FirstOrDefault(a => a.Parameter!.Type.IsConfiguration() || a.Parameter.Type.TypeKind == TypeKind.Delegate)?.Value)
            .OfType<IOperation>().Select(v => v.UnwrapConversions() is IDelegateCreationOperation { Target: var target } ? target : v).ToList();
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>A source of the configuration besides environment variables, or a configuration that nobody is seen to build; null when variables are all.</summary>
    public string? OtherConfigurationSource()
    {
        var added = ConfigurationSources().ToList();
        return added.Count == 0
            ? "a host"
            : added.FirstOrDefault(i => i.TargetMethod.Name != "AddEnvironmentVariables")?.TargetMethod.Name;
    }

    /// <summary>The prefix given to <c>AddEnvironmentVariables</c>; empty without one.</summary>
    public string EnvironmentPrefix =>
        ConfigurationSources().Select(i => i.Arguments.FirstOrDefault(a => a.Parameter!.Name == "prefix")?.Value.ConstantValue.Value as string).FirstOrDefault(p => p is not null) ?? "";

    private IEnumerable<IInvocationOperation> ConfigurationSources() =>
        Calls("AddEnvironmentVariables", "AddJsonFile", "AddJsonStream", "AddInMemoryCollection", "AddIniFile", "AddXmlFile", "AddUserSecrets", "AddSystemsManager", "AddSecretsManager", "AddCommandLine", "AddKeyPerFile", "AddAppConfig", "Add")
            .Where(i => (i.TargetMethod.ReducedFrom ?? i.TargetMethod).Parameters.FirstOrDefault()?.Type.Is("Microsoft.Extensions.Configuration.IConfigurationBuilder") == true
                || i.TargetMethod.ContainingType.Is("Microsoft.Extensions.Configuration.IConfigurationBuilder"));

    private IEnumerable<IInvocationOperation> Calls(params string[] names) => _compilations.SelectMany(c => c.SyntaxTrees).SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
        .Where(i => i.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && names.Contains(name))
        .Select(i => _models(tree).GetOperation(i)).OfType<IInvocationOperation>());

    private static string? TextOf(IOperation key) => key.UnwrapConversions().ConstantValue is { HasValue: true, Value: { } value } ? value.ToString() : null;

    private IEnumerable<Registration> FindRegistrations()
    {
        foreach (var tree in _compilations.SelectMany(c => c.SyntaxTrees))
        {
            var calls = tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
                .Where(i => i.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && Methods.Contains(name)).ToList();
            if (calls.Count == 0)
                continue;
            var model = _models(tree);
            foreach (var call in calls)
            {
                if (model.GetOperation(call) is IInvocationOperation { TargetMethod: var method } invocation && IsRegistration(method) && Read(invocation, model) is { } registration)
                    yield return registration;
            }
        }
    }

    private static bool IsRegistration(IMethodSymbol method) =>
        (method.ReducedFrom ?? method).Parameters.FirstOrDefault()?.Type.Is("Microsoft.Extensions.DependencyInjection.IServiceCollection") == true;

    private static Registration? Read(IInvocationOperation invocation, SemanticModel model)
    {
        var method = invocation.TargetMethod;
        var place = model.GetEnclosingSymbol(invocation.Syntax.SpanStart)!;
        var arguments = invocation.Arguments.Where(a => a.Parameter!.Ordinal > 0 && a.ArgumentKind != ArgumentKind.DefaultValue).Select(a => a.Value.UnwrapConversions()).ToList();
        string? key = null;
        if (method.Name.Contains("Keyed"))
        {
            var keyArgument = invocation.Arguments.FirstOrDefault(a => a.Parameter!.Name == "serviceKey")?.Value;
            key = keyArgument is null ? null : TextOf(keyArgument);
            if (key is null)
                return null;
            arguments.RemoveAll(a => ReferenceEquals(a, keyArgument!.UnwrapConversions()));
        }

        if (method.Name == "AddHttpClient")
        {
            return method.TypeArguments switch
            {
                [INamedTypeSymbol client] => new Registration(client, client, null, key, place),
                [INamedTypeSymbol contract, INamedTypeSymbol client] => new Registration(contract, client, null, key, place),
                _ => null,
            };
        }

        var value = arguments.FirstOrDefault(a => a is not ITypeOfOperation);
        value = value is IDelegateCreationOperation { Target: var target } ? target : value;
        return (method.TypeArguments, arguments) switch
        {
            ([INamedTypeSymbol contract, INamedTypeSymbol implementation], _) => new Registration(contract, implementation, value, key, place),
            ([INamedTypeSymbol service], _) => new Registration(service, value is null ? service : null, value, key, place),
            (_, [ITypeOfOperation { TypeOperand: INamedTypeSymbol contract }, ITypeOfOperation { TypeOperand: INamedTypeSymbol implementation }]) => new Registration(contract, implementation, null, key, place),
            (_, [ITypeOfOperation { TypeOperand: INamedTypeSymbol service }]) => new Registration(service, service, null, key, place),
            (_, [ITypeOfOperation { TypeOperand: INamedTypeSymbol service }, _]) => new Registration(service, null, value, key, place),
            _ => null,
        };
    }
}

/// <summary>One registration.</summary>
/// <param name="Service">The type that is asked for; unbound for an open generic one.</param>
/// <param name="Implementation">The class that is made; null when <paramref name="Value"/> gives the object.</param>
/// <param name="Value">The factory or the object.</param>
/// <param name="Key">The key of a keyed service.</param>
/// <param name="Place">The method that registers it.</param>
internal sealed record Registration(INamedTypeSymbol Service, INamedTypeSymbol? Implementation, IOperation? Value, string? Key, ISymbol Place);
