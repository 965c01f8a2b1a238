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
    private readonly ConcurrentDictionary<MethodSummary, ImmutableArray<IOperation>> _points = new();

    /// <summary>The points by which some of the reach's service calls happen.</summary>
    public CallPoints(HandlerReach reach, IEnumerable<ServiceCallSite> counted)
    {
        _reach = reach;
        _counted = new HashSet<ServiceCallSite>(counted);
        _calling = FindCallingMethods();
    }

    /// <summary>The points written in one method, in source order.</summary>
    public ImmutableArray<IOperation> In(MethodSummary summary) => _points.GetOrAdd(
        summary,
        s => s.ServiceCalls.Where(_counted.Contains).Select(c => (IOperation)c.Invocation)
            .Concat(s.Calls.Where((_, i) => _reach.TargetsOf(s)[i] is { } target && _calling.Contains(target)).Select(e => e.Site))
            .OrderBy(o => o.Syntax.SpanStart)
            .ToImmutableArray());

    /// <summary>The points of a method that lie inside an operation (itself included).</summary>
    public IEnumerable<IOperation> Within(MethodSummary summary, IOperation part) =>
        In(summary).Where(p => part.Syntax.Span.Contains(p.Syntax.Span));

    /// <summary>Whether the operation is such a point.</summary>
    public bool Contains(MethodSummary summary, IOperation operation) => In(summary).Any(p => p.Syntax == operation.Syntax);

    private HashSet<ISymbol> FindCallingMethods()
    {
        var calling = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        calling.UnionWith(_reach.Methods.Where(m => m.ServiceCalls.Any(_counted.Contains)).Select(m => (ISymbol)m.Method));
        bool grew;
        do
        {
            grew = false;
            foreach (var summary in _reach.Methods.Where(m => !calling.Contains(m.Method)))
            {
                if (_reach.TargetsOf(summary).Any(t => t is not null && calling.Contains(t)))
                {
                    grew |= calling.Add(summary.Method);
                }
            }
        }
        while (grew);
        return calling;
    }
}
