using LambdaLift.Converter.Frontend;
using LambdaLift.Converter.Ir;
using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Converter.Emit;

/// <summary>Finds the Step Functions names of the members of AWS requests and responses.</summary>
internal sealed class SdkShapes
{
    private readonly AwsCatalogue _catalogue;

    public SdkShapes(AwsCatalogue catalogue) => _catalogue = catalogue;

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
            if (e.Type is { } type && type.IsSdkModel() && _catalogue.FindClass(type.FullName()) is { Operation: { StepFunctions.Preferred: { } integration } })
                return integration.Kind;
            switch (e)
            {
                case IrMember m:
                    e = m.Target;
                    continue;
                case IrElement m:
                    e = m.Target;
                    continue;
                default:
                    // An object of the service without its response at hand: the spelling of the service's optimized integration, if it has one.
                    return _catalogue.FindServiceOfDotNetType(expression.Type?.FullName() ?? "") is { } service && service.Operations.Any(o => o.StepFunctions.Preferred?.Kind == IntegrationKind.Optimized)
                        ? IntegrationKind.Optimized
                        : IntegrationKind.AwsSdk;
            }
        }
    }

    /// <summary>The property of a class, as the catalogue knows it.</summary>
    public DotNetProperty? Property(ITypeSymbol type, string name) => _catalogue.FindClass(type.FullName())?.FindProperty(name);
}
