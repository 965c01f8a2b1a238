using LambdaLift.Analysis.CallGraph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analysis.Patterns;

/// <summary>Expressions whose value is a task in which a service call runs.</summary>
public static class ServiceTasks
{
    /// <summary>Whether the expression is such a task: a call point, or a local that holds one and is not awaited elsewhere in the method.</summary>
    public static bool IsPending(IOperation expression, HandlerReach reach, MethodSummary summary)
    {
        var operation = expression.UnwrapConversions();
        switch (operation)
        {
            case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "GetAwaiter" or "WaitAsync", Instance: { } inner }:
                return IsPending(inner, reach, summary);
            case IInvocationOperation invocation:
                return invocation.TargetMethod.ReturnType.IsTask() && reach.CallPoints.Contains(summary, invocation);
            case ILocalReferenceOperation { Local: var local } reference when local.Type.IsTask():
                var member = reference.MemberRoot();
                return !IsAwaited(member, local)
                    && member.DescendantsInMethod().OfType<IVariableDeclaratorOperation>()
                        .Any(d => SymbolEqualityComparer.Default.Equals(d.Symbol, local) && d.Initializer is { Value: var value } && IsPending(value, reach, summary));
            default:
                return false;
        }
    }

    // Task.Result after await Task.WhenAll(a, b) does not wait.
    private static bool IsAwaited(IOperation member, ILocalSymbol local) =>
        member.DescendantsInMethod().OfType<IAwaitOperation>().Any(a =>
            a.Operation.DescendantsInMethod().Prepend(a.Operation).OfType<ILocalReferenceOperation>().Any(r => SymbolEqualityComparer.Default.Equals(r.Local, local)));
}
