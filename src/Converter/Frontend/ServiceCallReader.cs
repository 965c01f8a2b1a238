using LambdaLift.ServiceCatalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Converter.Frontend;

/// <summary>Looks up AWS operations and enumeration values in the service catalogue.</summary>
internal sealed class ServiceCallReader
{
    private readonly AwsCatalogue _catalogue;

    public ServiceCallReader(AwsCatalogue catalogue) => _catalogue = catalogue;

    /// <summary>The operation that a call on a client calls; null when the catalogue does not know it.</summary>
    public AwsOperation? FindOperation(IInvocationOperation invocation) =>
        Candidates(invocation).Select(t => _catalogue.FindOperation(t.FullName(), invocation.TargetMethod.Name)).FirstOrDefault(o => o is not null);

    /// <summary>The text of a member of an SDK enumeration, such as <c>InvocationType.RequestResponse</c>.</summary>
    /// <remarks>
    /// The value is not in the assembly's metadata; the SDK's generator makes the member's name of the value by dropping what is no letter
    /// or digit and capitalising what follows, so the value is found by comparing without those.
    /// </remarks>
    public string EnumValue(IFieldSymbol field)
    {
        var service = _catalogue.FindServiceOfDotNetType(field.ContainingType.FullName());
        var values = service?.FindShape(field.ContainingType.Name)?.EnumValues ?? [];
        return values.FirstOrDefault(v => string.Equals(Letters(v), field.Name, StringComparison.OrdinalIgnoreCase)) ?? field.Name;

        static string Letters(string value) => string.Concat(value.Where(c => char.IsLetterOrDigit(c) || c == '_'));
    }

    private static IEnumerable<ITypeSymbol> Candidates(IInvocationOperation invocation)
    {
        yield return invocation.TargetMethod.ContainingType;
        for (var type = invocation.Instance?.Type; type is not null; type = type.BaseType)
            yield return type;
    }
}
