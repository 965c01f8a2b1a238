using LambdaLift.Analysis.CallGraph;
using LambdaLift.Analysis.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LambdaLift.Analysis.Patterns;

/// <summary>
/// A handler whose whole work is one service call: the event is rewritten into a request, the response into a result. Checks of the event and logging may
/// stand beside it; loops, more than a few statements, calculations of its own, and anything else that reaches out of the process may not.
/// </summary>
public static class ThinWrappers
{
    private const int MaxStatements = 12;

    /// <summary>The one call; null when the handler does more, or less.</summary>
    public static ServiceCallSite? Find(HandlerReach reach)
    {
        if (reach.ServiceCalls.Length != 1 || reach.ServiceCalls[0] is not { Kind: ServiceCallKind.Operation, IsLambdaInvoke: false } call || call.ServiceNamespace == MetadataNames.StepFunctionsNamespace)
        {
            return null;
        }

        var statements = 0;
        foreach (var summary in reach.Methods)
        {
            statements += Count(summary);
            var leavesTheProcess = summary.OperationsOf(OperationKind.Invocation).Cast<IInvocationOperation>().Any(i => !IsPlain(i.TargetMethod, reach));
            if (statements > MaxStatements || leavesTheProcess || summary.OperationsOf(OperationKind.Loop).Any())
            {
                return null;
            }
        }

        return call;
    }

    private static int Count(MethodSummary summary) =>
        new[] { OperationKind.ExpressionStatement, OperationKind.VariableDeclarationGroup, OperationKind.Conditional, OperationKind.Switch, OperationKind.Return, OperationKind.Throw }
            .Sum(kind => summary.OperationsOf(kind).Count(o => !o.IsImplicit));

    private static bool IsPlain(IMethodSymbol method, HandlerReach reach)
    {
        if (method.IsInSource())
        {
            // A helper that is not part of the reach computes something that a state machine would have to compute too.
            return reach.Contains(method);
        }

        var ns = method.ContainingType?.NamespaceName() ?? "";
        return Starts(ns, "System") ? !Starts(ns, "System.Net") && !Starts(ns, "System.Diagnostics") && ns != "System.IO"
            : Starts(ns, "Amazon") || Starts(ns, "Microsoft.Extensions.Logging") || Starts(ns, "Newtonsoft.Json");
    }

    private static bool Starts(string ns, string root) => ns == root || ns.StartsWith(root + ".", StringComparison.Ordinal);
}
