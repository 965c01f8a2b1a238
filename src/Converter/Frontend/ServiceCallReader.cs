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

    /// <summary>An operation by its id, which the catalogue knows.</summary>
    public AwsOperation Find(string id) => _catalogue.FindOperation(id) ?? throw new InvalidOperationException($"The catalogue has no operation {id}.");

    /// <summary>The operation behind a call of a higher-level library; null when the call is none.</summary>
    public AwsOperation? FindHighLevel(IInvocationOperation invocation) =>
        HighLevelApis.Find(_catalogue, invocation.TargetMethod.ContainingType.FullName(), invocation.TargetMethod.Name)?.Operation;

    /// <summary>The HTTP status with which an operation answers that succeeds; null when the type is no response or the status is not known.</summary>
    /// <remarks>Services with a JSON or query protocol always answer 200; of the others the status is known for S3 (API reference: 204 for the deletion of one thing).</remarks>
    public int? SuccessStatus(ITypeSymbol? responseType)
    {
        if (!responseType.IsSdkResponse() || _catalogue.FindClass(responseType!.FullName())?.Operation is not { } operation)
            return null;
        if (operation.Service.Protocol is "json" or "query" or "ec2")
            return 200;
        return operation.Service.Id != "s3" ? null : operation.Name.StartsWith("Delete", StringComparison.Ordinal) && operation.Name != "DeleteObjects" ? 204 : 200;
    }

    /// <summary>Whether the service's model says that a structure always has the member behind a property.</summary>
    public bool IsRequired(ITypeSymbol owner, string property) => _catalogue.FindClass(owner.FullName())?.FindProperty(property)?.IsRequired == true;

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
