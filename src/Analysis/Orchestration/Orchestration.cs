using System.Collections.Immutable;
using LambdaLift.Analysis.Calls;
using Microsoft.CodeAnalysis;

namespace LambdaLift.Analysis.Orchestration;

/// <summary>How far a handler decides between service calls.</summary>
/// <param name="Calls">All service calls that the handler can run, callbacks to a state machine left out.</param>
/// <param name="Decisions">The branches, loops, fan-outs and catches that hold a service call, or leave between two.</param>
/// <param name="IsWorker">Whether the handler reports to a state machine that waits for it (<c>SendTask…</c>): it is a step, not an orchestrator.</param>
public sealed record OrchestrationFacts(
    ImmutableArray<ServiceCallSite> Calls, ImmutableArray<IOperation> Decisions, bool IsWorker)
{
    // A handler that keeps to one data store does data access, however many calls it makes.
    private static readonly ImmutableHashSet<string> DataStores = ImmutableHashSet.Create("Amazon.DynamoDBv2", "Amazon.S3");

    /// <summary>
    /// Whether the handler orchestrates: at least two different operations with a decision between them, not all on one data store, and not only
    /// invokes of functions (those are reported call by call).
    /// </summary>
    public bool IsOrchestration => !IsWorker && !Decisions.IsEmpty && HasSeveralOperations && !IsOnOneService;

    private bool HasSeveralOperations => Calls.Any(c => c.DisplayName != Calls[0].DisplayName);

    // Data access, or invokes only.
    private bool IsOnOneService =>
        (DataStores.Contains(Calls[0].ServiceNamespace) || Calls[0].ServiceNamespace == MetadataNames.LambdaNamespace) && Calls.All(c => c.ServiceNamespace == Calls[0].ServiceNamespace);
}
