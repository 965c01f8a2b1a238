using System.Collections.Immutable;
using LambdaLift.Analysis.CallGraph;
using LambdaLift.Analysis.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analysis.Orchestration;

/// <summary>Reads <see cref="OrchestrationFacts"/> from all code that a handler can run.</summary>
public static class OrchestrationReader
{
    /// <summary>The facts of one handler. <paramref name="isIgnored"/> leaves calls out that the user does not want counted.</summary>
    public static OrchestrationFacts Read(HandlerReach reach, Func<ServiceCallSite, bool>? isIgnored = null)
    {
        var all = reach.ServiceCalls.Where(c => isIgnored is null || !isIgnored(c)).ToList();
        var calls = all.Where(c => !c.IsStateMachineCallback).ToImmutableArray();
        var points = calls.Length == reach.ServiceCalls.Length ? reach.CallPoints : new CallPoints(reach, calls);
        var decisions = reach.Methods.SelectMany(m => DecisionsIn(m, points.In(m))).ToImmutableArray();
        return new OrchestrationFacts(calls, calls.Select(c => c.ServiceName).Distinct().ToImmutableArray(), decisions, all.Exists(c => c.IsStateMachineCallback));
    }

    private static IEnumerable<IOperation> DecisionsIn(MethodSummary summary, ImmutableArray<IOperation> points)
    {
        if (points.IsEmpty)
        {
            yield break;
        }

        var first = points.Min(p => p.Syntax.SpanStart);
        var last = points.Max(p => p.Syntax.SpanStart);
        foreach (var operation in summary.Operations)
        {
            var parts = DecidedParts(operation);
            if (parts.Count == 0)
            {
                continue;
            }

            var holdsCall = parts.Any(part => points.Any(p => part.Syntax.Span.Contains(p.Syntax.Span)));
            var leavesBetween = operation.Syntax.SpanStart > first && operation.Syntax.SpanStart < last && parts.Any(Leaves);
            if (holdsCall || leavesBetween)
            {
                yield return operation;
            }
        }
    }

    /// <summary>The parts of an operation that run or not, or run more than once.</summary>
    private static IReadOnlyList<IOperation> DecidedParts(IOperation operation) => operation switch
    {
        IConditionalOperation { WhenFalse: { } whenFalse } conditional => [conditional.WhenTrue, whenFalse],
        IConditionalOperation conditional => [conditional.WhenTrue],
        ISwitchOperation choice => choice.Cases,
        ISwitchExpressionOperation choice => choice.Arms,
        ILoopOperation loop => [loop.Body],
        ICatchClauseOperation handler => [handler.Handler],
        ICoalesceOperation coalesce => [coalesce.WhenNull],
        IAnonymousFunctionOperation { Parent: IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation call } } } lambda
            when IsPerElement(call.TargetMethod) => [lambda.Body],
        _ => [],
    };

    // xs.Select(async x => …), Parallel.ForEachAsync(xs, …): a loop in other words.
    private static bool IsPerElement(IMethodSymbol method) =>
        method.ContainingType is { } type && (type.NamespaceName() is "System.Linq" || type.Name is "Parallel" or "List");

    private static bool Leaves(IOperation part) =>
        part.DescendantsInMethod().Prepend(part).Any(o => o is IReturnOperation or IThrowOperation or IBranchOperation { BranchKind: BranchKind.Continue or BranchKind.Break } && !IsSwitchBreak(o));

    private static bool IsSwitchBreak(IOperation operation) =>
        operation is IBranchOperation { BranchKind: BranchKind.Break } && operation.Ancestors().FirstOrDefault(a => a is ILoopOperation or ISwitchOperation) is ISwitchOperation;
}
