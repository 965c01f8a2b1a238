using LambdaLift.Converter.Flow;
using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Emit;

/// <summary>Finds the Step Functions names of the members of AWS requests and responses.</summary>
internal sealed class SdkShapes
{
    private readonly AwsCatalogue _catalogue;
    private readonly Dictionary<AwsService, IntegrationKind> _kinds;

    /// <param name="catalogue">The services.</param>
    /// <param name="root">The program: its tasks tell in which spelling state holds the values of a service.</param>
    public SdkShapes(AwsCatalogue catalogue, FlowGraph root)
    {
        _catalogue = catalogue;
        _kinds = root.AllNodes().OfType<FlowTask>()
            .Where(t => t is { Operation: not null, Residual: null, Request: IrNew { Type: not null } })
            .GroupBy(t => t.Operation!.Service)
            .Where(tasks => tasks.Select(t => t.Integration.Kind).Distinct().Count() == 1)
            .ToDictionary(tasks => tasks.Key, tasks => tasks.First().Integration.Kind);
    }

    /// <summary>The class of the SDK whose objects a value holds: itself, as elements, or as values of a dictionary; null when it holds none.</summary>
    public static ITypeSymbol? ModelIn(ITypeSymbol? type)
    {
        while (type is not null && !type.IsSdkModel())
            type = type.IsDictionary() && type is INamedTypeSymbol { TypeArguments: [_, var value] } ? value : type.ElementType();
        return type;
    }

    /// <summary>The name under which state holds a member of an object of the SDK that the code makes.</summary>
    public string NameInState(ITypeSymbol? type, string member, IrExpression made) =>
        type.IsSdkModel() && Property(type!, member) is { Path: [var only] } ? only.NameFor(KindOf(made)) : member;

    /// <summary>The names to follow from an object of an SDK class to what its .NET property holds.</summary>
    /// <param name="member">A member access whose target is of an SDK class.</param>
    /// <returns>The JSON names; null when the property has no counterpart in the API.</returns>
    public IReadOnlyList<string>? Path(IrMember member)
    {
        var property = _catalogue.FindClass(member.Target.Type!.FullName())?.FindProperty(member.Name);
        if (property is null || property.Path.Count == 0)
            return null;
        var kind = KindOf(member.Target);
        return property.Path.Select(m => m.NameFor(kind)).ToList();
    }

    /// <summary>Whether the value at hand came from, or goes to, an optimized integration: decides the spelling.</summary>
    public IntegrationKind KindOf(IrExpression expression)
    {
        for (var e = expression; ;)
        {
            if (e.Type is { } type && type.IsSdkModel() && _catalogue.FindClass(type.FullName()) is { Operation: { StepFunctions.Preferred: { } integration } operation })
                return _kinds.TryGetValue(operation.Service, out var kind) ? kind : integration.Kind;
            switch (e)
            {
                case IrMember m:
                    e = m.Target;
                    continue;
                case IrElement m:
                    e = m.Target;
                    continue;
                default:
                    // An object of the service without its response at hand: the spelling of the calls, else of the service's optimized integration, if it has one.
                    return _catalogue.FindServiceOfDotNetType(ModelIn(expression.Type)?.FullName() ?? "") is not { } service ? IntegrationKind.AwsSdk
                        : _kinds.TryGetValue(service, out var used) ? used
                        : service.Operations.Any(o => o.StepFunctions.Preferred?.Kind == IntegrationKind.Optimized)
                        ? IntegrationKind.Optimized
                        : IntegrationKind.AwsSdk;
            }
        }
    }

    /// <summary>The property of a class, as the catalogue knows it.</summary>
    public DotNetProperty? Property(ITypeSymbol type, string name) => _catalogue.FindClass(type.FullName())?.FindProperty(name);
}
