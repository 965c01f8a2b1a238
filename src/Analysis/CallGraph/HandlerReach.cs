using System.Collections.Immutable;
using LambdaLift.Analysis.Calls;
using LambdaLift.Analysis.Handlers;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Analysis.CallGraph;

/// <summary>All source code that a handler can run, with a shortest path to each method.</summary>
public sealed class HandlerReach
{
    private readonly Dictionary<IMethodSymbol, Step> _steps;
    private readonly Lazy<CallPoints> _callPoints;

    internal HandlerReach(LambdaHandler handler, Dictionary<IMethodSymbol, Step> steps)
    {
        Handler = handler;
        _steps = steps;
        _callPoints = new Lazy<CallPoints>(() => new CallPoints(this, ServiceCalls));
        var methods = ImmutableArray.CreateBuilder<MethodSummary>(steps.Count);
        var calls = ImmutableArray.CreateBuilder<ServiceCallSite>();
        foreach (var step in steps.Values)
        {
            methods.Add(step.Summary);
            calls.AddRange(step.Summary.ServiceCalls);
        }

        Methods = methods.MoveToImmutable();
        ServiceCalls = calls.ToImmutable();
        IsWorker = ServiceCalls.Any(c => c.IsStateMachineCallback);
    }

    /// <summary>The handler.</summary>
    public LambdaHandler Handler { get; }

    /// <summary>Summaries of all methods reached, breadth first, the handler's own first.</summary>
    public ImmutableArray<MethodSummary> Methods { get; }

    /// <summary>All service calls reached.</summary>
    public ImmutableArray<ServiceCallSite> ServiceCalls { get; }

    /// <summary>Whether the handler reports to a state machine that waits for it: it is a step of a workflow already.</summary>
    public bool IsWorker { get; }

    /// <summary>The places at which any of the service calls happens.</summary>
    public CallPoints CallPoints => _callPoints.Value;

    /// <summary>The summary of a reached method; null when it is not reached.</summary>
    public MethodSummary? SummaryOf(IMethodSymbol method) => _steps.TryGetValue(method.BodyDefinition(), out var step) ? step.Summary : null;

    /// <summary>Whether the handler can run the method.</summary>
    public bool Contains(IMethodSymbol method) => _steps.ContainsKey(method.BodyDefinition());

    /// <summary>The methods from the handler (first) to <paramref name="method"/> (last); empty when it is not reached.</summary>
    public ImmutableArray<IMethodSymbol> PathTo(IMethodSymbol method)
    {
        var path = new List<IMethodSymbol>();
        for (var current = method.BodyDefinition(); current is not null && _steps.TryGetValue(current, out var step); current = step.Caller)
        {
            path.Add(current);
        }

        path.Reverse();
        return path.ToImmutableArray();
    }

    /// <summary>The method that an edge of a reached method runs; null when it is not followed.</summary>
    public IMethodSymbol? Resolve(CallEdge edge) => _steps.Count == 0 ? null : Resolver!.Resolve(edge, Handler.Type);

    internal CallResolver? Resolver { get; init; }

    /// <summary>The targets of a reached method's calls, in their order; null for one that is not followed.</summary>
    internal ImmutableArray<IMethodSymbol?> TargetsOf(MethodSummary summary) => _steps[summary.Method].Targets;

    internal sealed record Step(MethodSummary Summary, IMethodSymbol? Caller, ImmutableArray<IMethodSymbol?> Targets);
}
