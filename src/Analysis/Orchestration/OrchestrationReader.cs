using System.Collections.Immutable;
using LambdaLift.Analysis.CallGraph;
using LambdaLift.Analysis.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analysis.Orchestration;

/// <summary>Reads <see cref="OrchestrationFacts"/> from all code that a handler can run.</summary>
public static class OrchestrationReader
{
    private static readonly OperationKind[] DecidingKinds =
    [
        OperationKind.Conditional, OperationKind.Switch, OperationKind.SwitchExpression, OperationKind.Loop, OperationKind.CatchClause, OperationKind.Coalesce,
        OperationKind.AnonymousFunction,
    ];

    /// <summary>The facts of one handler. <paramref name="isIgnored"/> leaves calls out that the user does not want counted.</summary>
    public static OrchestrationFacts Read(HandlerReach reach, Func<ServiceCallSite, bool>? isIgnored = null)
    {
        var calls = ImmutableArray.CreateBuilder<ServiceCallSite>();
        var isWorker = false;
        foreach (var call in reach.ServiceCalls)
        {
            if (isIgnored?.Invoke(call) == true)
            {
                continue;
            }

            if (call.IsStateMachineCallback)
            {
                isWorker = true;
            }
            else
            {
                calls.Add(call);
            }
        }

        var counted = calls.ToImmutable();
        var points = counted.Length == reach.ServiceCalls.Length ? reach.CallPoints : new CallPoints(reach, counted);
        var decisions = ImmutableArray.CreateBuilder<IOperation>();
        foreach (var summary in reach.Methods)
        {
            AddDecisions(summary, points.In(summary), decisions);
        }

        return new OrchestrationFacts(counted, decisions.ToImmutable(), isWorker);
    }

    private static void AddDecisions(MethodSummary summary, ImmutableArray<IOperation> points, ImmutableArray<IOperation>.Builder decisions)
    {
        if (points.IsEmpty)
        {
            return;
        }

        foreach (var operation in summary.OperationsOf(DecidingKinds))
        {
            var parts = DecidedParts(operation);
            if (parts.Any(part => HoldAny(part, points)) || (IsBetween(operation, points) && parts.Any(Leaves)))
            {
                decisions.Add(operation);
            }
        }
    }

    private static bool HoldAny(IOperation part, ImmutableArray<IOperation> points)
    {
        var span = part.Syntax.Span;
        foreach (var point in points)
        {
            if (span.Contains(point.Syntax.Span))
            {
                return true;
            }
        }

        return false;
    }

    // The points are in source order.
    private static bool IsBetween(IOperation operation, ImmutableArray<IOperation> points) =>
        operation.Syntax.SpanStart > points[0].Syntax.SpanStart && operation.Syntax.SpanStart < points[points.Length - 1].Syntax.SpanStart;

    /// <summary>The parts of an operation that run or not, or run more than once.</summary>
    private static IEnumerable<IOperation> DecidedParts(IOperation operation) => operation switch
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
