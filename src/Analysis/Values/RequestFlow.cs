using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analysis.Values;

/// <summary>The values that one property of a request object may have when the request is sent.</summary>
/// <param name="Values">The expressions assigned to it.</param>
/// <param name="MayBeUnset">Whether a way exists on which nothing is assigned.</param>
/// <param name="IsComplete">False when the request partly comes from where the analysis does not look.</param>
internal sealed record PropertyValues(ImmutableArray<IOperation> Values, bool MayBeUnset, bool IsComplete);

/// <summary>
/// Reads a property of a request wherever the request was built: initializer, property sets on any variable it passed through, a helper's return
/// value, an argument of a caller.
/// </summary>
internal sealed class RequestFlow(ValueFlow flow, IOperation request)
{
    private readonly FlowValues _origins = flow.Resolve(request);

    public PropertyValues Read(string property)
    {
        var values = ImmutableArray.CreateBuilder<IOperation>();
        var unset = false;
        var complete = _origins.IsComplete;
        foreach (var leaf in _origins.Leaves)
        {
            switch (leaf)
            {
                case IObjectCreationOperation creation when InitializerValue(creation, property) is { } value:
                    values.Add(value);
                    break;
                case IObjectCreationOperation:
                    unset = true;
                    break;
                default:
                    complete = false;
                    break;
            }
        }

        var sets = _origins.Carriers.Where(c => c is not IMethodSymbol).SelectMany(c => SetsOn(c, property)).ToList();
        if (sets.Any(s => IsCertain(s, request)))
        {
            // Whatever the request held before, it is overwritten on every way to the call.
            values.Clear();
            unset = false;
        }

        values.AddRange(sets.Select(s => s.Value));
        return new PropertyValues(values.ToImmutable(), unset, complete);
    }

    private static IOperation? InitializerValue(IObjectCreationOperation creation, string property) =>
        creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(a => a.Target is IPropertyReferenceOperation target && target.Property.Name == property)?.Value;

    private IEnumerable<ISimpleAssignmentOperation> SetsOn(ISymbol carrier, string property) =>
        flow.ScopeOf(carrier).OfType<ISimpleAssignmentOperation>()
            .Where(a => a.Target is IPropertyReferenceOperation { Instance: { } instance } target
                && target.Property.Name == property
                && SymbolEqualityComparer.Default.Equals(ValueFlow.ReferencedSymbol(instance), carrier));

    // A set that stands before the use in a block that encloses the use happens on every way to it; so does one in a helper's top level.
    private static bool IsCertain(ISimpleAssignmentOperation set, IOperation use)
    {
        var block = set.Ancestors().FirstOrDefault(a => a is IBlockOperation);
        if (block is null)
        {
            return false;
        }

        // By syntax: the use may come from another semantic model of the same tree.
        if (use.Ancestors().Any(a => a.Syntax == block.Syntax))
        {
            return set.Syntax.SpanStart < use.Syntax.SpanStart;
        }

        return set.MemberRoot().Syntax != use.MemberRoot().Syntax && block.Parent is IMethodBodyBaseOperation or ILocalFunctionOperation;
    }
}
