using System.Collections.Concurrent;
using System.Collections.Immutable;
using LambdaLift.Analysis.Calls;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Analysis.CallGraph;

/// <summary>
/// The places in a handler's code at which a service call happens: the call itself, or the call of a method that comes to one.
/// </summary>
public sealed class CallPoints
{
    private readonly HandlerReach _reach;
    private readonly HashSet<ServiceCallSite> _counted;
    private readonly HashSet<ISymbol> _calling;
    private readonly ConcurrentDictionary<MethodSummary, ImmutableArray<IOperation>> _points;

    /// <summary>The points by which some of the reach's service calls happen.</summary>
    public CallPoints(HandlerReach reach, IEnumerable<ServiceCallSite> counted)
    {
        _reach = reach;

        // There is one of these per handler; with room for what it can hold, not for the many threads and entries of the default.
        _points = new ConcurrentDictionary<MethodSummary, ImmutableArray<IOperation>>(concurrencyLevel: 1, capacity: reach.Methods.Length);
        _counted = new HashSet<ServiceCallSite>(counted);
        _calling = FindCallingMethods();
    }

    /// <summary>The points written in one method, in source order.</summary>
    public ImmutableArray<IOperation> In(MethodSummary summary) => _points.TryGetValue(summary, out var known) ? known : _points.GetOrAdd(summary, FindIn(summary));

    /// <summary>The points of a method that lie inside an operation (itself included).</summary>
    public IEnumerable<IOperation> Within(MethodSummary summary, IOperation part) =>
        In(summary).Where(p => part.Syntax.Span.Contains(p.Syntax.Span));

    /// <summary>Whether the operation is such a point.</summary>
    public bool Contains(MethodSummary summary, IOperation operation)
    {
        foreach (var point in In(summary))
        {
            if (point.Syntax == operation.Syntax)
            {
                return true;
            }
        }

        return false;
    }

    private ImmutableArray<IOperation> FindIn(MethodSummary summary)
    {
        var points = ImmutableArray.CreateBuilder<IOperation>();
        foreach (var call in summary.ServiceCalls)
        {
            if (_counted.Contains(call))
            {
                points.Add(call.Invocation);
            }
        }

        var targets = _reach.TargetsOf(summary);
        for (var i = 0; i < targets.Length; i++)
        {
            if (targets[i] is { } target && _calling.Contains(target))
            {
                points.Add(summary.Calls[i].Site);
            }
        }

        return points.Count < 2 ? points.ToImmutable() : points.OrderBy(o => o.Syntax.SpanStart).ToImmutableArray();
    }

    private HashSet<ISymbol> FindCallingMethods()
    {
        var calling = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var summary in _reach.Methods)
        {
            if (summary.ServiceCalls.Any(_counted.Contains))
            {
                calling.Add(summary.Method);
            }
        }

        bool grew;
        do
        {
            grew = false;
            foreach (var summary in _reach.Methods)
            {
                if (!calling.Contains(summary.Method) && ComesTo(_reach.TargetsOf(summary), calling))
                {
                    grew |= calling.Add(summary.Method);
                }
            }
        }
        while (grew);
        return calling;
    }

    private static bool ComesTo(ImmutableArray<IMethodSymbol?> targets, HashSet<ISymbol> calling)
    {
        foreach (var target in targets)
        {
            if (target is not null && calling.Contains(target))
            {
                return true;
            }
        }

        return false;
    }
}
