using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LambdaLift.Analysis.Calls;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Analysis.CallGraph;

/// <summary>
/// What one method with a body in source does by itself: its service calls and the calls it makes to other source code. Lambdas belong to the
/// method they are written in; local functions are methods of their own.
/// </summary>
/// <param name="Method">The method, as <see cref="SymbolExtensions.BodyDefinition"/> gives it.</param>
/// <param name="Body">Its operation tree; null when it has no body (abstract, extern, implicit, not in source).</param>
/// <param name="Operations">Everything in the body, itself first, in source order, lambdas included, local functions left out.</param>
/// <param name="ServiceCalls">The AWS calls written in it, in source order.</param>
/// <param name="Calls">The calls to source code written in it, in source order.</param>
public sealed record MethodSummary(
    IMethodSymbol Method, IOperation? Body, ImmutableArray<IOperation> Operations, ImmutableArray<ServiceCallSite> ServiceCalls, ImmutableArray<CallEdge> Calls)
{
    // One bit per kind, some kinds share one: most bodies have no loop and no catch, and are then not searched for them.
    private readonly ulong _kinds = BitsOf(Operations);

    /// <summary>The operations of any of the kinds in the body, in source order, lambdas included, local functions left out.</summary>
    public IEnumerable<IOperation> OperationsOf(params OperationKind[] kinds) =>
        (_kinds & BitsOf(kinds)) == 0 ? Enumerable.Empty<IOperation>() : Search(kinds);

    /// <summary>The service call that the operation is; null when it is none of those written in the body.</summary>
    public ServiceCallSite? ServiceCallAt(IOperation operation)
    {
        foreach (var call in ServiceCalls)
        {
            if (call.Invocation.Syntax == operation.Syntax)
            {
                return call;
            }
        }

        return null;
    }

    private IEnumerable<IOperation> Search(OperationKind[] kinds)
    {
        foreach (var operation in Operations)
        {
            if (Array.IndexOf(kinds, operation.Kind) >= 0)
            {
                yield return operation;
            }
        }
    }

    private static ulong BitsOf(ImmutableArray<IOperation> operations)
    {
        var bits = 0UL;
        foreach (var operation in operations)
        {
            bits |= BitOf(operation.Kind);
        }

        return bits;
    }

    private static ulong BitsOf(OperationKind[] kinds)
    {
        var bits = 0UL;
        foreach (var kind in kinds)
        {
            bits |= BitOf(kind);
        }

        return bits;
    }

    private static ulong BitOf(OperationKind kind) => 1UL << ((int)kind & 63);

    /// <summary>By identity: there is one summary per method.</summary>
    public bool Equals(MethodSummary? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Method);
}

/// <summary>A call from one method to another, not yet resolved to the code that runs.</summary>
/// <param name="Site">The invocation, object creation, property read or method group.</param>
/// <param name="Target">The method as written.</param>
/// <param name="ReceiverType">The static type of the receiver; null for static calls.</param>
/// <param name="OnThis">Whether the receiver is <c>this</c>, so that a virtual call goes to the handler's concrete class.</param>
public sealed record CallEdge(IOperation Site, IMethodSymbol Target, ITypeSymbol? ReceiverType, bool OnThis)
{
    /// <summary>By identity: there is one edge per place in a summary.</summary>
    public bool Equals(CallEdge? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
